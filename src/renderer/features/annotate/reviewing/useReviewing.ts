import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ReviewedRegion, UnderReview } from '../../../../shared/contract/review.ts'
import type { ReviewReason } from '../../../../shared/domain/reviewReasons.ts'
import { useClient, useStudy } from '../../../api/EngineContext.ts'
import { toScreen } from '../../../editor/Viewport.ts'
import { shownChord } from '../../../keyboard/chord.ts'
import { useKeyboard } from '../../../keyboard/Keyboard.tsx'
import { say } from '../../../ui/say.ts'
import { showFailure } from '../../../ui/showFailure.ts'
import type { OnDesk } from './OnDesk.ts'
import { regionsQuery } from './regionsQuery.ts'
import {
  type Finding,
  findingsOf,
  nextOpen,
  type ShownVerdict,
  type Verdicts,
  withVerdicts,
} from './Verdicts.ts'

/** How the review of frames is begun, ended and gone on with. */
export interface ReviewMode {
  readonly isOn: boolean
  readonly onChange: (on: boolean) => void
  readonly onGo: (frame: number) => void
  /** The frame that was finished last: taking back leads to it. */
  readonly finished: RefObject<number | undefined>
}

/** A frame under review: its findings, the one at hand, and what can be said. */
export interface Reviewing {
  /** Undefined until it is known, null where there is nothing to review. */
  readonly mask: UnderReview | null | undefined
  readonly findings: readonly Finding[]
  /** Place of the finding at hand; −1 where there is none. */
  readonly current: number
  /** Whether each finding has a verdict and the frame waits to be finished. */
  readonly isDecided: boolean
  /** Whether a reason is asked for. */
  readonly asking: boolean
  /** Whether findings are hidden for a look at the bare frame. */
  readonly isBare: boolean
  readonly error: Error | null
  choose(place: number): void
  step(by: 1 | -1): void
  accept(): void
  acceptAll(): void
  askReason(): void
  reject(reason: ReviewReason | null): void
  cancel(): void
  edit(): void
  comment(): void
  takeBack(): void
  giveBack(): void
  setBare(bare: boolean): void
}

/** The review of the frame on the desk. */
export function useReviewing(desk: OnDesk, mode: ReviewMode): Reviewing {
  const client = useClient()
  const queries = useQueryClient()
  const { readOnly } = useStudy()
  const { t } = useTranslation()
  const { keys } = useKeyboard()
  const { frame: id, next, previous } = desk
  const query = regionsQuery(client, id)
  const { data: mask, error } = useQuery({ ...query, enabled: mode.isOn })
  const [said, setSaid] = useState<Verdicts>(new Map())
  const [chosen, setChosen] = useState({ frame: id, place: -1 })
  const [asking, setAsking] = useState(false)
  const [isBare, setBare] = useState(false)
  /** One act after the other, as they were made. */
  const acts = useRef(Promise.resolve())
  const finishing = useRef(false)

  useEffect(() => {
    if (!mode.isOn) return
    for (const neighbour of [next, previous])
      if (neighbour !== null) void queries.prefetchQuery(regionsQuery(client, neighbour))
  }, [client, queries, mode.isOn, next, previous])

  const findings = mask ? findingsOf(mask, said) : []
  const at = chosen.frame === id ? chosen.place : -1
  const current = at >= 0 && at < findings.length ? at : nextOpen(findings, -1)
  const isDecided = mask != null && !mask.accepted && nextOpen(findings, -1) < 0
  const setCurrent = (place: number) => setChosen({ frame: id, place })
  useBroughtIntoView(desk, mode.isOn ? findings[current]?.region : undefined)
  useBareFrame(desk, mode.isOn)

  const goOn = () => {
    if (next !== null) mode.onGo(next)
    else say(t('reviewing.lastFrame'))
  }
  const act = (work: () => Promise<void>) => {
    acts.current = acts.current.then(work).catch(async (failed: unknown) => {
      showFailure(failed)
      setSaid(new Map())
      await queries.invalidateQueries({ queryKey: query.queryKey })
    })
  }
  const may = () => mode.isOn && readOnly === null && !finishing.current
  const decide = (regions: readonly ReviewedRegion[], verdict: ShownVerdict) => {
    if (!mask || !may() || verdict.says === 'edited') return
    const { layer, revision } = mask
    const { says, reason } = verdict
    const named = regions.map(({ value, x, y }) => ({ value, x, y }))
    const after = withVerdicts(said, mask, regions, verdict)
    const all = findingsOf(mask, after)
    const left = nextOpen(all, current)
    setSaid(after)
    setCurrent(left < 0 ? current : left)
    // Of a mask of which nothing stands one has still to say what becomes of it.
    const stands = all.some((finding) => finding.verdict?.says !== 'rejected')
    finishing.current = left < 0 && (stands || regions.length === 0)
    act(async () => {
      try {
        const answer = await client.review.decide({
          frame: id,
          layer,
          revision,
          regions: named,
          says,
          reason,
        })
        if (!answer.finished) return
        mode.finished.current = id
        goOn()
      } finally {
        finishing.current = false
      }
    })
  }
  const accepting = { says: 'accepted', reason: null } as const
  return {
    mask: mode.isOn ? mask : undefined,
    findings,
    current,
    isDecided,
    asking,
    isBare,
    error,
    choose: setCurrent,
    step: (by) => findings.length > 0 && setCurrent((current + by + findings.length) % findings.length),
    accept() {
      const region = findings[current]?.region
      if (mask === null || mask?.accepted) goOn()
      else if (isDecided) decide([], accepting)
      else if (region) decide([region], accepting)
    },
    acceptAll: () =>
      decide(
        findings.flatMap(({ region, verdict }) => (verdict === null ? [region] : [])),
        accepting,
      ),
    askReason: () => findings[current] && !mask?.accepted && may() && setAsking(true),
    reject(reason) {
      const region = findings[current]?.region
      setAsking(false)
      if (region) decide([region], { says: 'rejected', reason })
    },
    cancel: () => (asking ? setAsking(false) : mode.onChange(false)),
    edit() {
      const region = findings[current]?.region
      if (!mask || !region || !may() || mask.accepted) return
      const { layer, revision } = mask
      const { value, x, y } = region
      act(async () => {
        await client.review.edit({ frame: id, layer, revision, region: { value, x, y } })
        mode.onChange(false)
        const back = shownChord(keys('reviewing.toggle')[0] ?? '')
        say(t('reviewing.paintOn', { key: back }))
      })
    },
    comment() {
      const box = findings[current]?.region.box
      desk.remarks.begin(
        box ? { x: box[0] + box[2] / 2, y: box[1] + box[3] / 2 } : (desk.editor.current?.pointer ?? null),
      )
    },
    takeBack() {
      if (!may()) return
      act(async () => {
        const { tookBack } = await client.review.takeBack({ frame: id })
        const before = mode.finished.current
        if (tookBack) {
          setSaid(new Map())
          setCurrent(-1)
          await queries.invalidateQueries({ queryKey: query.queryKey })
        } else if (before !== undefined && before !== id) {
          mode.finished.current = undefined
          await client.review.takeBack({ frame: before })
          setSaid(new Map())
          await queries.invalidateQueries({ queryKey: regionsQuery(client, before).queryKey })
          mode.onGo(before)
        }
      })
    },
    giveBack() {
      if (!mask || !may()) return
      const { layer, revision } = mask
      act(async () => {
        await client.review.giveBack({ frame: id, layer, revision })
        goOn()
      })
    },
    setBare,
  }
}

/** Moves a finding that is not wholly in view into the middle. */
function useBroughtIntoView({ editor }: OnDesk, region: ReviewedRegion | undefined): void {
  const bring = useEffectEvent(([x, y, width, height]: ReviewedRegion['box']) => {
    const view = editor.current?.view
    if (!view) return
    const { view: now, size } = view
    // A turned frame's box lies in the box of its corners.
    const corners = [
      toScreen(now, { x, y }),
      toScreen(now, { x: x + width, y }),
      toScreen(now, { x, y: y + height }),
      toScreen(now, { x: x + width, y: y + height }),
    ]
    const isIn = corners.every((at) => at.x >= 0 && at.y >= 0 && at.x <= size.width && at.y <= size.height)
    if (!isIn) view.centreOn({ x: x + width / 2, y: y + height / 2 })
  })
  useEffect(() => {
    if (region) bring(region.box)
  }, [region])
}

/** Findings are drawn for themselves in review: masks and overlays of the canvas are away. */
function useBareFrame({ editor, loaded }: OnDesk, isOn: boolean): void {
  // A frame that is opened has a canvas of its own.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the canvas is made anew with the frame.
  useEffect(() => {
    editor.current?.hold({ bare: isOn })
  }, [editor, loaded, isOn])
}
