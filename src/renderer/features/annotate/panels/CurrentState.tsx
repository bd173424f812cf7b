import { notifications } from '@mantine/notifications'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { isLabel } from '../../../../shared/domain/frameState.ts'
import { useStored } from '../../../ui/Store.ts'
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
  const { save } = useStored(saving, (now) => now)
  const state = (save.kind === 'saved' ? save.frame : undefined) ?? frame.state
  const last = useRef({ frame: loaded.id, state })
  useEffect(() => {
    const before = last.current
    last.current = { frame: loaded.id, state }
    if (before.frame === loaded.id && isLabel(before.state) && !isLabel(state))
      // Once: emptying the mask and saying that it is no label are two answers.
      notifications.show({ id: `label-gone-${loaded.id}`, message: t('annotate.labelGone') })
  }, [loaded.id, state, t])
  const others = loaded.others.find(({ layer }) => layer.isLabel)?.layer.author
  return <FrameState state={state} readOnly={readOnly} labelOf={isLabel(state) ? others : undefined} />
}
