/**
 * A window that comes over the network shows two things: a cookie that no script can read, and a key that it keeps where
 * only pages of the very same address can read it. Browsers send a cookie of 127.0.0.1 to every port of it, so that
 * whatever listens on another port may learn the cookie; the key never leaves but to the server that gave it.
 */
export const WINDOW_PROTOCOL = 'loco'

/** Where the server puts the key for the page to take: behind the #, which browsers send to nobody. */
export const keyFragment = (key: string): string => `#key=${key}`

/** The key in such a fragment; null where there is none. */
export const keyIn = (fragment: string): string | null => /^#key=([\w-]+)$/.exec(fragment)?.[1] ?? null

/** What a window asks for when it opens its WebSocket: the protocol's name, and the key as if it were another. */
export const protocolsWith = (key: string): string[] =>
  key === '' ? [WINDOW_PROTOCOL] : [WINDOW_PROTOCOL, key]
