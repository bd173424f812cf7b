import { isIP } from 'node:net'
import { hostname, networkInterfaces } from 'node:os'
import { Failure } from '../../../shared/contract/failure.ts'

/** Names by which everybody reaches their own machine. */
const LOOPBACK = ['localhost', '127.0.0.1', '::1']
/** Addresses that stand for all of a machine's. */
const ALL = ['0.0.0.0', '::']

/** Whether an address leads to the machine itself alone, so that nobody else can reach what listens there. */
export const isLoopback = (host: string): boolean => LOOPBACK.includes(host) || /^127(\.\d+){3}$/.test(host)

/** Letters, digits, dots and dashes, or an address: what can stand in an address of the web. */
const isName = (name: string) => isIP(name) !== 0 || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(name)

/**
 * The names and addresses that a server on `host` is reached by, in the order in which people should try them: those that
 * were named, the machine's name, its addresses. Fails WRONG_USAGE for one that is none.
 */
export function machineNames(host: string, named: readonly string[]): string[] {
  const addresses = ALL.includes(host) ? ownAddresses() : [host]
  for (const name of named) if (!isName(name)) throw new Failure('noServerName', { name })
  const names = [...named, ...[hostname()].filter(isName), ...addresses, ...LOOPBACK]
  return [...new Set(names.map((name) => name.toLowerCase()))]
}

/** Addresses of this machine that others can reach it by; those of one cable alone are left out. */
function ownAddresses(): string[] {
  const all = Object.values(networkInterfaces()).flatMap((found) => found ?? [])
  return all
    .filter(({ internal, address }) => !internal && !/^fe80:/i.test(address))
    .map(({ address }) => address)
}
