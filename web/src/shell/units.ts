/** The bank's units, as a tree and by code. */
import { useMemo } from 'react'
import { api } from '../api/client'
import type { Unit } from '../api/types'

export type UnitNode = { value: string; title: string; children: UnitNode[] }

export function treeOf(units: Unit[]): UnitNode[] {
  const nodes = new Map(units.map((unit) => [unit.code, { value: unit.code, title: `${unit.name}（${unit.code}）`, children: [] as UnitNode[] }]))
  const roots: UnitNode[] = []
  for (const unit of units) {
    const above = unit.parent ? nodes.get(unit.parent) : undefined
    ;(above?.children ?? roots).push(nodes.get(unit.code)!)
  }
  return roots
}

const none: Unit[] = []

export function useUnits(): { units: Unit[]; tree: UnitNode[]; name: (code: string) => string } {
  const query = api.useQuery('get', '/api/v1/units', {}, { staleTime: 5 * 60_000 })
  const units = query.data?.items ?? none
  return useMemo(() => {
    const names = new Map(units.map((unit) => [unit.code, unit.name]))
    return { units, tree: treeOf(units), name: (code: string) => names.get(code) ?? code }
  }, [units])
}
