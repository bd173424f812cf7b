/**
 * What a part may be under. Strong copyleft is not among it: the app would have to go under it as a whole. LGPL stands
 * only for libraries that lie beside the app as files of their own, which their user can replace.
 */
const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'blessing',
  'bzip2-1.0.6',
  'CC0-1.0',
  'FTL',
  'HPND-sell-variant',
  'IJG',
  'ISC',
  'LGPL-2.1-or-later',
  'LGPL-3.0-or-later',
  'libpng-2.0',
  'libtiff',
  'MIT',
  'MPL-1.1',
  'OFL-1.1',
  'Zlib',
  'ZPL-2.1',
  'CPL-1.0',
  'Apache-2.0 WITH LLVM-exception',
  'LicenseRef-Microsoft-DirectML',
  'LicenseRef-Microsoft-Visual-C-Runtime',
  'NCSA',
])

/** Whether a part under such an SPDX expression may ship: of what stands beside OR one is enough, of AND all are needed. */
export function isAllowed(expression) {
  const tokens = expression.match(/\(|\)|[^\s()]+/g) ?? []
  let at = 0
  const any = () => {
    let holds = all()
    while (tokens[at] === 'OR') {
      at++
      holds = all() || holds
    }
    return holds
  }
  const all = () => {
    let holds = one()
    while (tokens[at] === 'AND') {
      at++
      holds = one() && holds
    }
    return holds
  }
  const one = () => {
    const token = tokens[at++]
    if (token === '(') {
      const holds = any()
      at++
      return holds
    }
    if (tokens[at] !== 'WITH') return ALLOWED.has(token)
    at += 2
    return ALLOWED.has(`${token} WITH ${tokens[at - 1]}`)
  }
  return tokens.length > 0 && any() && at === tokens.length
}
