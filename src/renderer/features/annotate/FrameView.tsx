import { Center, Loader, Text } from '@mantine/core'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FrameRow } from '../../../shared/contract/frames.ts'
import { failureFrom } from '../../api/client.ts'
import { useClient, useStudy } from '../../api/EngineContext.ts'
import { useShownFrame } from '../../api/Presence.tsx'
import { useMe } from '../../api/useMe.ts'
import { useCommands } from '../../keyboard/Keyboard.tsx'
import { AlikeDrawer, type AlikeTo } from '../../ui/alike/AlikeDrawer.tsx'
import { useQueue } from '../../ui/queue/useQueue.ts'
import { FrameDesk } from './desk/FrameDesk.tsx'
import { useOpenedFrame, useReadyNeighbours } from './desk/frame/useOpenedFrame.ts'
import { SidePanel } from './panels/SidePanel.tsx'
import { PlaceBar } from './place/PlaceBar.tsx'
import { useFramePlace } from './place/useFramePlace.ts'
import { retryAll, takeUpUnsent } from './saving/strokeQueues.ts'
import { StageStrip } from './standing/StageStrip.tsx'

interface Props {
  readonly id: number
  readonly row: FrameRow
  readonly onGo: (frame: number) => void
  /** Whether the frame was opened from the queue. */
  readonly isQueued: boolean
  readonly onQueued: (frame: number) => void
  readonly onListGone: () => void
  /** Whether frames are reviewed, not painted on. */
  readonly isReviewing: boolean
  readonly onReviewing: (on: boolean) => void
  /** To what was done with the frame. */
  readonly onHistory: (frame: number) => void
}

const NOWHERE = { previous: null, next: null }

/** A frame's name and place, its film, and the editor once it is loaded. */
export function FrameView(props: Props) {
  const { id, row, onGo, isQueued, onQueued, onListGone, onHistory } = props
  const client = useClient()
  const { folder } = useStudy()
  const { name: person = '' } = useMe()
  const { t } = useTranslation()
  // Before the frame is loaded, which other effects begin: what an earlier window left unsaved belongs to it.
  useLayoutEffect(() => takeUpUnsent(client, { folder, person }), [client, folder, person])
  useEffect(() => void retryAll(client), [client])
  const opened = useOpenedFrame(id, row)
  useShownFrame(id)
  const queue = useQueue()
  const ways = { isOpening: opened.isPending, onGo, queue, isQueued, onQueued, onListGone }
  const place = useFramePlace(id, row, ways)
  useReadyNeighbours(row, opened.isSuccess, place.frame?.id === id ? place : NOWHERE)
  const { can } = useMe()
  const finished = useRef<number>(undefined)
  const onReviewing = (on: boolean) => {
    // What was said may have written the mask that is painted on.
    if (!on) opened.again()
    props.onReviewing(on)
  }
  const review = { isOn: props.isReviewing && can('review'), onChange: onReviewing, onGo, finished }
  const toggle = can('review') ? () => onReviewing(!review.isOn) : undefined
  const [alike, setAlike] = useState<AlikeTo>()
  const frame = place.frame?.id === id ? place.frame : undefined
  const seek = (lesion?: AlikeTo['lesion']) =>
    frame && setAlike({ frame: id, name: frame.name, ...(lesion && { lesion }) })
  useCommands({ alike: () => seek() })
  return (
    <div className="annotate">
      <PlaceBar
        place={place}
        queue={queue}
        onGo={onGo}
        onQueued={onQueued}
        onAlike={() => seek()}
        isReviewing={review.isOn}
        onReviewing={toggle}
      />
      {frame && opened.data && (
        <StageStrip
          frame={frame}
          isAsked={row.filter.work !== undefined}
          isReviewing={review.isOn}
          onSaid={place.goNext}
        />
      )}
      {opened.data ? (
        <FrameDesk
          loaded={opened.data}
          place={place}
          isJudged={row.filter.work === 'toReview'}
          onAgain={opened.again}
          review={review}
          panels={(desk) => <SidePanel desk={desk} onAlike={seek} onHistory={() => onHistory(id)} />}
        />
      ) : (
        <Center className="annotate-waiting">
          {opened.error ? (
            <Text c="orange">{failureFrom(opened.error).message}</Text>
          ) : (
            <Loader size="sm" aria-label={t('annotate.loading')} />
          )}
        </Center>
      )}
      <AlikeDrawer
        to={alike}
        onClose={() => setAlike(undefined)}
        onOpen={(found) => {
          setAlike(undefined)
          onGo(found)
        }}
      />
    </div>
  )
}
