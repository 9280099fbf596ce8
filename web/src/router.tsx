/** Addresses. They hold the state of every screen; a page is loaded when it is first opened. */
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet, retainSearchParams } from '@tanstack/react-router'
import { Broken } from './shell/Broken'
import { Home } from './shell/Home'
import { NotFound } from './shell/NotFound'
import { Shell } from './shell/Shell'
import { SignIn } from './shell/SignIn'

type Search = Record<string, string | number | boolean | undefined>

const day = /^\d{4}-\d{2}-\d{2}$/

const rootRoute = createRootRoute({ component: Outlet, notFoundComponent: NotFound })

const signIn = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  component: SignIn,
  validateSearch: (search: Search): Record<string, string> => {
    const kept: Record<string, string> = {}
    for (const key of ['next', 'refused', 'step']) if (typeof search[key] === 'string') kept[key] = search[key]
    // A trace number of digits alone is read as a number: it is shown as it came.
    if (/^[0-9a-f]{32}$/.test(String(search.trace))) kept.trace = String(search.trace)
    return kept
  },
})

/** All that is shown to somebody signed in; the moment and the unit go along from page to page. */
const shell = createRoute({
  getParentRoute: () => rootRoute,
  id: 'shell',
  component: Shell,
  validateSearch: (search: Search): Search => {
    const kept: Search = { ...search }
    if (kept.as_of !== undefined && !day.test(String(kept.as_of))) delete kept.as_of
    if (kept.unit !== undefined) kept.unit = String(kept.unit)
    return kept
  },
  search: { middlewares: [retainSearchParams<Search>(['as_of', 'unit'])] },
})

const page = (path: string, load: () => Promise<Record<string, unknown>>, name: string) =>
  createRoute({
    getParentRoute: () => shell,
    path,
    component: lazyRouteComponent(load as () => Promise<Record<string, never>>, name),
  })

const tree = rootRoute.addChildren([
  signIn,
  shell.addChildren([
    createRoute({ getParentRoute: () => shell, path: '/', component: Home }),
    page('/customers', () => import('./ecif/customer/List'), 'CustomerList'),
    page('/customers/new', () => import('./ecif/customer/Create'), 'CreateCustomer'),
    page('/customers/$number', () => import('./ecif/customer/Page'), 'CustomerPage'),
    page('/customers/$number/combined', () => import('./ecif/customer/Combined'), 'CombinedPage'),
    page('/customers/$number/lineage', () => import('./ecif/lineage/Lineage'), 'LineagePage'),
    page('/review', () => import('./ecif/review/Review'), 'ReviewPage'),
    page('/review/$id', () => import('./ecif/review/Review'), 'ReviewPage'),
    page('/similar', () => import('./ecif/similar/Similar'), 'SimilarPage'),
    page('/leads', () => import('./ecif/leads/Leads'), 'LeadsPage'),
    page('/statistics', () => import('./ecif/statistics/Statistics'), 'StatisticsPage'),
    page('/loads', () => import('./ecif/load/Loads'), 'LoadsPage'),
    page('/loads/$id', () => import('./ecif/load/Loads'), 'LoadsPage'),
    page('/sources', () => import('./ecif/source/Sources'), 'SourcesPage'),
    page('/sources/$name', () => import('./ecif/source/Mapping'), 'MappingPage'),
    page('/code-tables', () => import('./ecif/code/CodeTables'), 'CodeTablesPage'),
    page('/code-tables/$name', () => import('./ecif/code/CodeTables'), 'CodeTablesPage'),
    page('/standards', () => import('./ecif/standards/Standards'), 'StandardsPage'),
    page('/rules', () => import('./ecif/standards/Rules'), 'RulesPage'),
    page('/matching', () => import('./ecif/matching/Matching'), 'MatchingPage'),
    page('/audit', () => import('./access/audit/Audit'), 'AuditPage'),
    page('/users', () => import('./access/users/Users'), 'UsersPage'),
    page('/users/$id', () => import('./access/users/Users'), 'UsersPage'),
    page('/units', () => import('./access/units/Units'), 'UnitsPage'),
    page('/roles', () => import('./access/roles/Roles'), 'RolesPage'),
    page('/policy', () => import('./access/policy/Policy'), 'PolicyPage'),
    page('/keys', () => import('./access/keys/Keys'), 'KeysPage'),
    page('/profile', () => import('./access/profile/Profile'), 'ProfilePage'),
  ]),
])

export const router = createRouter({
  routeTree: tree,
  defaultPreload: 'intent',
  defaultPendingMs: 300,
  defaultErrorComponent: Broken as never,
  scrollRestoration: true,
  scrollToTopSelectors: ['#main'],
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
