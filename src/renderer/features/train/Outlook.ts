import type { Client } from '../../api/client.ts'

/** What a round would learn from now, as the engine says it. */
export type Outlook = Awaited<ReturnType<Client['training']['outlook']>>
