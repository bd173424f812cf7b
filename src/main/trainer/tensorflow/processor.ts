import { readFileSync } from 'node:fs'
import { cpus } from 'node:os'

/** What oneDNN's kernels tell apart, as Linux names it, from the least to the most. */
const SETS = [
  ['avx2', 'AVX2'],
  ['avx512f', 'AVX-512'],
  ['avx_vnni', 'AVX-VNNI'],
  ['avx512_vnni', 'AVX-512 VNNI'],
  ['amx_tile', 'AMX'],
] as const

/** The processor's name, as its maker gave it. */
export const processorName = () => cpus()[0]?.model.trim() || process.arch

/** `instructionsOf` this machine, which only Linux tells. */
export function instructionsHere(): string {
  const table = process.platform === 'linux' ? readFileSync('/proc/cpuinfo', 'utf8') : ''
  return instructionsOf(table, process.env['ONEDNN_MAX_CPU_ISA'])
}

/**
 * The instruction sets for many numbers at once that `cpuinfo`, the text of /proc/cpuinfo, names, and the limit that
 * an engineer has set for oneDNN's kernels.
 */
export function instructionsOf(cpuinfo: string, limit: string | undefined): string {
  const flags = new Set(/^flags\s*:(.*)$/m.exec(cpuinfo)?.[1]?.split(' '))
  const names = SETS.filter(([flag]) => flags.has(flag)).map(([, name]) => name)
  const own = names.join(', ') || (flags.size > 0 ? 'no AVX2' : 'unknown')
  return limit ? `${own} (oneDNN limited to ${limit})` : own
}
