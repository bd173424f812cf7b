import type { Client } from '../../../api/client.ts'

/** What signing an examination comes to. */
export type Examination = Awaited<ReturnType<Client['work']['examination']>>
