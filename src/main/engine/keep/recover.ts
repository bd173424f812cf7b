import { record } from '../store/audit.ts'
import { recover as takeCopy } from '../store/upkeep/copies.ts'
import type { Call } from '../study/Call.ts'
import type { OpenStudy } from '../study/OpenStudy.ts'

/**
 * Puts a copy in the place of a catalogue that does not open, opens the study with it, and says so in its trail. Returns
 * the study and the folder in it where the damaged catalogue lies.
 */
export async function recover(
  folder: string,
  file: string,
  actor: Call['actor'],
  opened: (folder: string) => Promise<OpenStudy>,
): Promise<{ study: OpenStudy; aside: string }> {
  const { aside } = await takeCopy(folder, file)
  const study = await opened(folder)
  if (study.store.readOnly === null)
    await study.store.db
      .transaction()
      .execute((db) =>
        record(db, { actor: actor.name, action: 'recover', subject: 'study', detail: { file, aside } }),
      )
  return { study, aside }
}
