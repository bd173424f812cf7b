import { spawnSync } from 'node:child_process'

/** A Python that may have the libraries which the tests ask for a second opinion: `LOCO_ORACLE_PYTHON`, or the machine's. */
export const python = process.env['LOCO_ORACLE_PYTHON'] ?? 'python3'

/** Whether that Python has these modules; tests that need them are skipped by name where it has not. */
export const pythonHas = (...modules: readonly string[]) =>
  spawnSync(python, ['-c', `import ${modules.join(', ')}`]).status === 0
