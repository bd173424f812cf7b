import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { type FrameState as FrameStateName, isLabel } from '../../../../shared/domain/frameState.ts'
import { useStored } from '../../../ui/Store.ts'
import { say } from '../../../ui/say.ts'
import type { Desk } from '../desk/setup/Desk.ts'
import type { FrameFacts } from '../place/useFramePlace.ts'
import { FrameState } from './FrameState.tsx'

interface Props {
  readonly loaded: Desk['loaded']
  readonly frame: FrameFacts
  readonly saving: Desk['open']['saving']
  readonly readOnly: boolean
}

/** The frame's state by the last answer of the engine; says so where a step took its label away. */
export function CurrentState({ loaded, frame, saving, readOnly }: Props) {
  const { t } = useTranslation()
  const { save, of } = useStored(saving, (now) => now)
  // While another frame comes up, either may still be that of the one before.
  const isKnown = of === loaded.id && frame.id === loaded.id
  const state = (isKnown && save.kind === 'saved' ? save.frame : undefined) ?? frame.state
  const last = useRef<{ readonly frame: number | undefined; readonly state: FrameStateName }>({
    frame: undefined,
    state,
  })
  useEffect(() => {
    if (!isKnown) return
    const before = last.current
    last.current = { frame: loaded.id, state }
    if (before.frame === loaded.id && isLabel(before.state) && !isLabel(state)) say(t('annotate.labelGone'))
  }, [loaded.id, state, isKnown, t])
  const others = loaded.others.find(({ layer }) => layer.isLabel)?.layer.author
  return <FrameState state={state} readOnly={readOnly} labelOf={isLabel(state) ? others : undefined} />
}
