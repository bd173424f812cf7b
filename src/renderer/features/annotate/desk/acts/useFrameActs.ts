import { useTranslation } from 'react-i18next'
import { useClient, useStudy } from '../../../../api/EngineContext.ts'
import { shownChord } from '../../../../keyboard/chord.ts'
import { useKeyboard } from '../../../../keyboard/Keyboard.tsx'
import { say } from '../../../../ui/say.ts'
import { showFailure } from '../../../../ui/showFailure.ts'
import type { Acting } from './Acting.ts'
import type { FrameActs } from './FrameActs.ts'
import { maskActs } from './maskActs.ts'
import { otherFrameActs } from './otherFrameActs.ts'
import { savingActs } from './savingActs.ts'
import { sayingActs } from './sayingActs.ts'

type At = Pick<Acting, 'loaded' | 'place' | 'open' | 'settings' | 'onAgain'>

/** What can be done to a frame on the desk. */
export function useFrameActs(at: At): FrameActs {
  const client = useClient()
  const { name: study } = useStudy()
  const { keys } = useKeyboard()
  const { t } = useTranslation()
  const acting: Acting = {
    ...at,
    client,
    study,
    t,
    keyOf: (command) => shownChord(keys(command)[0] ?? ''),
    say: (message) => void say(message),
    attempt(work) {
      if (!at.settings.readOnly) work().catch(showFailure)
    },
  }
  return { ...maskActs(acting), ...otherFrameActs(acting), ...sayingActs(acting), ...savingActs(acting) }
}
