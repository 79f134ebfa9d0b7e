import type { TableRegistry, TableSpec } from '../kernel/db/tables.js';

/** The tables whose rows are each one authority's, as the schema declares them. */
export function ownedTables(tables: TableRegistry): TableSpec[] {
  return [...tables.values()].filter(({ ownership }) => ownership === 'authority');
}

/** A column that names a row of another table, or of its own. */
export interface Reference {
  readonly table: string;
  readonly column: string;
  readonly to: string;
  /** Whether the naming table's rows are authorities' own. */
  readonly isOwned: boolean;
  /** Whether a row can do without what it names: otherwise it goes with it. */
  readonly canBeEmpty: boolean;
}

/** Every column that names a row of an authority's. Machinery's and shared tables may have some too. */
export function referencesToOwned(tables: TableRegistry): Reference[] {
  const owned = new Set(ownedTables(tables).map(({ name }) => name));
  return [...tables.values()].flatMap((spec) =>
    Object.entries(spec.columns).flatMap(([column, { references: to, nullable }]) => {
      if (to === undefined || !owned.has(to)) return [];
      const canBeEmpty = nullable && !isChecked(spec, column);
      return [{ table: spec.name, column, to, isOwned: owned.has(spec.name), canBeEmpty }];
    }),
  );
}

const isChecked = ({ checks = {} }: TableSpec, column: string): boolean =>
  Object.values(checks).some((holds) => new RegExp(`\\b${column}\\b`).test(holds));

/**
 * The tables so that none comes before one that refers to it: rows go in this order.
 * @throws Error for tables that refer to each other in a ring
 */
export function childrenFirst(tables: TableRegistry): TableSpec[] {
  const owned = ownedTables(tables);
  const references = referencesToOwned(tables).filter(({ table, to }) => table !== to);
  const placed = new Set<string>();
  const order: TableSpec[] = [];
  while (order.length < owned.length) {
    const free = owned.filter(
      ({ name }) => !placed.has(name) && references.every(({ table, to }) => to !== name || placed.has(table)),
    );
    if (free.length === 0) throw new Error('tables refer to each other in a ring, so no order of removal is right');
    for (const spec of free) placed.add(spec.name);
    order.push(...free);
  }
  return order;
}
