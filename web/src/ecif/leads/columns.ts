/** What the columns of a list of leads hold, told by their headers, Chinese or English; and what its rows say. */

/** What a column may hold: an attribute, a document of its own, or the parts of one. */
export const targets = [
  'name',
  'company',
  'kind',
  'resident_id',
  'credit_code',
  'org_code',
  'document_type',
  'document_number',
  'mobile',
  'phone',
  'email',
  'address',
  'birth_date',
  'sex',
  'employer',
  'legal_representative',
] as const
export type Target = (typeof targets)[number]

/** Parts of headers; the first that is met decides, so the narrower stand first. */
const known: [RegExp, Target][] = [
  [/法定代表|法人|legal rep/, 'legal_representative'],
  [/(证件|单证)(类型|种类|类别)|(id|doc|document) ?(type|kind)/, 'document_type'],
  [/信用代码|credit ?code|uscc/, 'credit_code'],
  [/组织机构代码|org(anisation|anization)? ?code/, 'org_code'],
  [/身份证|resident ?id|identity (card|no|number)|id ?card/, 'resident_id'],
  [/证件|护照|passport|(id|doc|document) ?(no|num|number|#)|^id$/, 'document_number'],
  [/客户(类型|类别|性质)|^(类型|kind|type)$|customer ?(kind|type)/, 'kind'],
  [/手机|移动电话|mobile|cell/, 'mobile'],
  [/电话|联系方式|phone|^tel/, 'phone'],
  [/邮箱|电子邮件|e-?mail/, 'email'],
  [/地址|住址|address/, 'address'],
  [/出生|生日|birth|^dob$/, 'birth_date'],
  [/性别|^sex$|gender/, 'sex'],
  [/工作单位|雇主|employer/, 'employer'],
  [/(公司|企业|单位|机构)(名称|全称)?$|company|organi[sz]ation|firm/, 'company'],
  [/姓名|名称|户名|客户名|^name$|(full|customer|lead) ?name/, 'name'],
]

/** What each header says its column holds; each thing is held by one column. */
export function columnsOf(headers: string[]): (Target | null)[] {
  const taken = new Set<Target>()
  const found = headers.map((header) => {
    const words = header.trim().toLowerCase().replaceAll('_', ' ').replace(/\s+/g, ' ')
    const target = known.find(([part]) => part.test(words))?.[1] ?? null
    if (!target || taken.has(target)) return null
    taken.add(target)
    return target
  })
  // Beside a person's name, an organisation's is where they work.
  if (taken.has('name') && taken.has('company') && !taken.has('credit_code') && !taken.has('org_code') && !taken.has('employer')) {
    return found.map((one) => (one === 'company' ? 'employer' : one))
  }
  return found
}

const documents: [RegExp, string][] = [
  [/临时/, 'temporary_id'],
  [/香港身份|hk ?id/, 'hk_id'],
  [/身份证|resident|identity|id card/, 'resident_id'],
  [/户口/, 'household_book'],
  [/外国护照|foreign passport/, 'passport_foreign'],
  [/护照|passport/, 'passport_cn'],
  [/军官|officer/, 'officer_card'],
  [/港澳/, 'hk_macau_permit'],
  [/台湾|台胞|taiwan/, 'taiwan_permit'],
  [/永久居留|residence/, 'foreigner_residence'],
  [/信用代码|credit/, 'credit_code'],
  [/组织机构|org/, 'org_code'],
  [/营业执照|licen[cs]e/, 'business_licence'],
]

/** The document a number is of: as the row says, else as it looks. */
export function documentOf(said: string, number: string): string {
  const words = said.trim().toLowerCase()
  if (/^[a-z]+(_[a-z]+)+$/.test(words)) return words
  const named = words && documents.find(([part]) => part.test(words))?.[1]
  if (named) return named
  const compact = number.replace(/\s/g, '').toUpperCase()
  if (/^[1-8]\d{5}(18|19|20)\d\d(0[1-9]|1[0-2])\d{5}[\dX]$|^[1-8]\d{14}$/.test(compact)) return 'resident_id'
  if (/^[0-9A-HJ-NP-RTUWXY]{18}$/.test(compact)) return 'credit_code'
  if (/^[A-Z]{1,2}\d{7,8}$/.test(compact)) return 'passport_cn'
  return 'other'
}

/** A day as people write it, as the bank writes it; what is none stays as it is. */
export function dayOf(text: string): string {
  const read = /^(\d{4})\s*[-/.年]?\s*(\d{1,2})\s*[-/.月]?\s*(\d{1,2})\s*日?$/.exec(text.trim())
  return read ? `${read[1]}-${read[2]!.padStart(2, '0')}-${read[3]!.padStart(2, '0')}` : text
}

const sexes: Record<string, string> = { 男: '1', 男性: '1', m: '1', male: '1', 女: '2', 女性: '2', f: '2', female: '2' }

export type Lead = {
  kind: 'individual' | 'organisation' | 'financial_institution'
  identifications: { type: string; number: string }[]
  values: Record<string, string[]>
}

/** What a row says of somebody. */
export function leadOf(row: string[], columns: (Target | null)[]): Lead {
  const said = (target: Target) => row[columns.indexOf(target)] ?? ''
  const kind = kindOf(said)
  const person = kind === 'individual'
  const identifications = (['resident_id', 'credit_code', 'org_code'] as const).flatMap((type) => (said(type) ? [{ type: type as string, number: said(type) }] : []))
  if (said('document_number')) identifications.push({ type: documentOf(said('document_type'), said('document_number')), number: said('document_number') })
  const values: Record<string, string> = {
    name: person ? said('name') : said('company') || said('name'),
    mobile: said('mobile'),
    [person ? 'phone_home' : 'phone_work']: said('phone'),
    email: said('email'),
    [person ? 'address_home' : 'address_registered']: said('address'),
    [person ? 'birth_date' : 'founded_on']: said('birth_date') && dayOf(said('birth_date')),
    ...(person ? { sex: sexes[said('sex').toLowerCase()] ?? said('sex'), employer: said('employer') } : { legal_representative: said('legal_representative') }),
  }
  return { kind, identifications: identifications.slice(0, 4), values: Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (value ? [[name, [value]]] : []))) }
}

function kindOf(said: (target: Target) => string): Lead['kind'] {
  const word = said('kind').toLowerCase()
  if (/同业|金融机构|financial/.test(word)) return 'financial_institution'
  if (/对公|公司|企业|单位|机构|compan|organi[sz]ation|corporate/.test(word)) return 'organisation'
  if (/个人|对私|自然人|person|individual|retail/.test(word)) return 'individual'
  const code = said('document_number') && ['credit_code', 'org_code', 'business_licence'].includes(documentOf(said('document_type'), said('document_number')))
  return said('credit_code') || said('org_code') || code || (said('company') && !said('name')) ? 'organisation' : 'individual'
}
