import { realpath, stat } from 'node:fs/promises'
import { Failure } from '../../shared/contract/failure.ts'
import { callerFor } from '../api/callerFor.ts'
import type { Engine } from '../engine/Engine.ts'
import type { Certificate } from '../server/certificates/Certificate.ts'
import { givenCertificate } from '../server/certificates/givenCertificate.ts'
import { machineNames } from '../server/certificates/machineNames.ts'
import { ownCertificate } from '../server/certificates/ownCertificate.ts'
import { type ServedDepartment, serveDepartment } from '../server/serveDepartment.ts'

/** What `loco serve` is told for a department. */
export interface DepartmentOptions {
  readonly host: string
  readonly port: number
  readonly cert?: string
  readonly key?: string
  readonly name?: readonly string[]
  readonly root?: readonly string[]
}

/** Serves the open study to a department, and says how people reach it. Refuses a study without accounts. */
export async function department(
  engine: Engine,
  pages: string,
  options: DepartmentOptions,
  say: (line: string) => void,
): Promise<ServedDepartment> {
  const { host, port } = options
  if (!engine.isOpen) throw new Failure('serverNeedsStudy', { host })
  if (!engine.accounts.isOn) throw new Failure('serverNeedsAccounts', { folder: engine.study.store.folder })
  const names = machineNames(host, options.name ?? [])
  const roots = await Promise.all((options.root ?? []).map(rootAt))
  const certificate = await certificateFor(engine, options, names, say)
  const callerFrom = (address: string) => callerFor({ engine, from: 'network', address })
  const served = await serveDepartment(engine, { pages, host, port, certificate, names, roots, callerFrom })
  const [first, ...more] = served.addresses
  process.stdout.write(`LoCo Studio serves this study: ${first}\n`)
  for (const address of more) process.stdout.write(`  or at: ${address}\n`)
  process.stdout.write(`Its certificate's fingerprint: ${certificate.fingerprint}\n`)
  return served
}

async function certificateFor(
  engine: Engine,
  { cert, key }: DepartmentOptions,
  names: readonly string[],
  say: (line: string) => void,
): Promise<Certificate> {
  if (cert !== undefined && key !== undefined) return givenCertificate(cert, key)
  if (cert !== undefined || key !== undefined) throw new Failure('certificateNeedsKey')
  const own = await ownCertificate(engine.runtime.certificateFile, names)
  if (own.isNew)
    say(
      'A certificate was made for this server: tell people its fingerprint, which they compare when they first come.',
    )
  return own
}

async function rootAt(folder: string): Promise<string> {
  try {
    const place = await realpath(folder)
    if ((await stat(place)).isDirectory()) return place
  } catch (error) {
    throw new Failure('rootNoFolder', { folder }, error)
  }
  throw new Failure('rootNoFolder', { folder })
}
