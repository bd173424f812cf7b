import { expect, it } from 'vitest'
import { emptyAfter } from '../../../../../../src/main/engine/store/migrations/structure.ts'
import { sealedTables } from '../../../../../../src/main/engine/store/trail/seals.ts'

it('are found by their key, whatever a table’s own key is: there are millions of them', async () => {
  const catalogue = await emptyAfter('0080-sealed-trail')
  const tables = sealedTables(catalogue)
  expect(tables.length).toBeGreaterThan(10)
  for (const { name, keyIn } of tables) {
    const plan = catalogue
      .prepare(
        `EXPLAIN QUERY PLAN SELECT seal.digest FROM "${name}" AS t
         LEFT JOIN seal ON seal.tbl = '${name}' AND seal.id = ${keyIn('t')}`,
      )
      .all() as { detail: string }[]
    expect(plan.map(({ detail }) => detail).join(), name).toMatch(/PRIMARY KEY \(tbl=\? AND id=\?\)/)
  }
  catalogue.close()
})
