// Journeys in a browser, on the real program: one bank, one browser, several people at work in it side by side.
import { after, before, describe } from 'node:test'
import { agreements } from './journeys/agreements.mjs'
import { customers } from './journeys/customers.mjs'
import { leads } from './journeys/leads.mjs'
import { matching } from './journeys/matching.mjs'
import { reading } from './journeys/reading.mjs'
import { upgrades } from './journeys/policy.mjs'
import { relations } from './journeys/relations.mjs'
import { menusAreThese, roles } from './journeys/roles.mjs'
import { rules } from './journeys/rules.mjs'
import { shell } from './journeys/shell.mjs'
import { close, open } from './journeys/walk.mjs'
import { together } from './journeys/together.mjs'
import { sharing } from './journeys/views.mjs'
import { writing } from './journeys/writing.mjs'

before(open)
after(close)

// Mostly they wait for each other's answers, so four of them keep two cores busy.
describe('at work', { concurrency: Number(process.env.SIDE_BY_SIDE ?? 4) }, () => {
  roles()
  customers()
  shell()
  writing()
  reading()
  sharing()
  agreements()
  relations()
  matching()
  together()
  rules()
  leads()
})

menusAreThese()
upgrades()
