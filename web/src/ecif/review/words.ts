/** Fields, levels and keys of matching in words; what is new to the engine is shown as the service calls it. */
import { useWords } from '../../i18n'

export type MatchWords = {
  field: (name: string) => string
  level: (name: string) => string
  /** A field and how the two stand in it. */
  said: (one: { field: string; level: string }) => string
  /** Under which keys customers meet: `name (sound) + mobile (end)`. */
  pass: (text: string) => string
}

/** `of` whom: what is called a name differs of organisations. */
export function useMatchWords(of?: string): MatchWords {
  const { t, word } = useWords()
  const field = (name: string) => (of === 'organisations' && name === 'name' ? t('create.company-name') : word('match-field', name))
  const level = (name: string) => word('level', name)
  return {
    field,
    level,
    said: (one) => t('review.said', { field: field(one.field), level: level(one.level) }),
    pass: (text) =>
      text
        .split(' + ')
        .map((part) => {
          const read = /^(.+) \((.+)\)$/.exec(part)
          if (!read) return field(part)
          return read[2] === 'same' ? field(read[1]!) : t('matching.key-of', { field: field(read[1]!), key: word('match-key', read[2]!) })
        })
        .join(' + '),
  }
}
