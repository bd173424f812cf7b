import { realpathSync, statfsSync } from 'node:fs'

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
  if (isShare(folder)) return 'SMB'
  try {
    // A letter may stand for a share; where a folder lies in truth, Windows tells.
    if (process.platform === 'win32') return isShare(realpathSync.native(folder)) ? 'SMB' : undefined
    return NETWORK.get(statfsSync(folder).type >>> 0)
  } catch {
    return undefined
  }
}

/** Whether a path begins with a machine's name, as `\\server\share`; `\\?\` and `\\.\` are this machine's. */
const isShare = (path: string) => /^(\\\\|\/\/)[^\\/?.]/.test(path)
