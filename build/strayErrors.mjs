/**
 * A reporter of Vitest that writes down in which file an error came up outside all tests, a line each (empty where it
 * knows none): Vitest's report in JSON does not tell of them, and its exit status does not tell them from a test that
 * failed.
 */
import { appendFileSync } from 'node:fs'

export default class StrayErrors {
  onTestRunEnd(_modules, errors) {
    const list = process.env.LOCO_STRAY_ERRORS
    for (const error of list === undefined ? [] : errors)
      appendFileSync(list, `${error.VITEST_TEST_PATH ?? ''}\n`)
  }
}
