import access from './access.json'
import common from './common.json'
import customer from './customer.json'
import govern from './govern.json'
import lead from './lead.json'
import match from './match.json'
import shell from './shell.json'

export default { ...common, ...shell, ...customer, ...govern, ...lead, ...match, ...access }
