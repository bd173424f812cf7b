import { statfsSync } from 'node:fs'

/** File systems of other machines by Linux's numbers for them (statfs(2)). */
const NETWORK: ReadonlyMap<number, string> = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xff534d42, 'SMB'],
  [0xfe534d42, 'SMB'],
  [0x01021997, '9P'],
  [0x5346414f, 'AFS'],
  [0x00c36400, 'Ceph'],
  [0x0bd00bd0, 'Lustre'],
])

/**
 * The kind of network drive a folder lies on; undefined on a disk of this machine. SQLite's write-ahead log needs
 * memory that all its users share, which no network drive has: two machines would damage the catalogue.
 */
export function networkDrive(folder: string): string | undefined {
  if (/^(\\\\|\/\/)[^\\/?.]/.test(folder)) return 'SMB'
  try {
    return NETWORK.get(statfsSync(folder).type >>> 0)
  } catch {
    return undefined
  }
}
