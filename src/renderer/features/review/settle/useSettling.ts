import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ReadMask } from '../../../../shared/contract/settling.ts'
import type { Mask } from '../../../../shared/domain/mask.ts'
import { type Differences, differencesOf, settled, type Take } from '../../../../shared/domain/settling.ts'
import type { Client } from '../../../api/client.ts'
import { useClient } from '../../../api/EngineContext.ts'
import { maskFrom } from '../../../api/maskBytes.ts'
import { say } from '../../../ui/say.ts'
import { showFailure } from '../../../ui/showFailure.ts'

export type ToSettle = Awaited<ReturnType<Client['settling']['of']>>

/** One reader's mask, decoded. */
export interface Read extends Omit<ReadMask, 'mask'> {
  readonly mask: Mask
}

/** A frame whose two masks are being settled. */
export interface Settling {
  readonly opened: ToSettle | undefined
  readonly error: Error | null
  readonly first: Read | undefined
  readonly second: Read | undefined
  readonly model: Read | undefined
  readonly found: Differences | undefined
  /** Places of the differences that are gone through: all but thin edges. */
  readonly listed: readonly number[]
  /** What was chosen, by the place of the difference. */
  readonly choices: ReadonlyMap<number, Take>
  readonly current: number
  readonly isChosen: boolean
  readonly result: Mask | undefined
  /** Takes other two of the readers, by their places. */
  read(first: number, second: number): void
  go(place: number): void
  step(by: 1 | -1): void
  take(take: Take): void
  takeAll(): void
  /** Writes the result; to be painted on, or as what is settled. `own`: what one has painted instead. */
  write(how: 'settled' | 'toPaint' | 'own'): void
}

export function useSettling(frame: number, onSettled: () => void, onPaint: () => void): Settling {
  const client = useClient()
  const { t } = useTranslation()
  const { data: opened, error } = useQuery({
    queryKey: ['settling', frame],
    queryFn: () => client.settling.of({ frame }),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const [pair, setPair] = useState<readonly [number, number]>([0, 1])
  const [choices, setChoices] = useState<ReadonlyMap<number, Take>>(new Map())
  const [place, setPlace] = useState(0)
  const first = useRead(opened?.readers[pair[0]])
  const second = useRead(opened?.readers[pair[1]])
  const model = useRead(opened?.model ?? undefined)
  const found = useMemo(
    () => (first && second ? differencesOf(first.mask, second.mask) : undefined),
    [first, second],
  )
  const listed = useMemo(
    () => (found?.differences ?? []).flatMap(({ isThin }, n) => (isThin ? [] : [n])),
    [found],
  )
  const all = useMemo(
    () => (found?.differences ?? []).map((_, n): Take => choices.get(n) ?? 'first'),
    [found, choices],
  )
  const result = useMemo(
    () => (first && second ? settled(first.mask, second.mask, all) : undefined),
    [first, second, all],
  )
  const current = listed.includes(place) ? place : (listed[0] ?? -1)
  const isChosen = listed.every((n) => choices.has(n))
  return {
    opened,
    error,
    first,
    second,
    model,
    found,
    listed,
    choices,
    current,
    isChosen,
    result,
    read(a, b) {
      setPair([a, b])
      setChoices(new Map())
    },
    go: setPlace,
    step: (by) => setPlace(listed.at((listed.indexOf(current) + by) % listed.length) ?? -1),
    take(take) {
      if (current < 0) return
      const next = new Map([...choices, [current, take]])
      setChoices(next)
      const from = listed.indexOf(current)
      const after = [...listed.slice(from + 1), ...listed.slice(0, from)].find((n) => !next.has(n))
      if (after !== undefined) setPlace(after)
    },
    takeAll() {
      const take = choices.get(current)
      if (take) setChoices(new Map(listed.map((n) => [n, take])))
    },
    write(how) {
      if (!first || !second || (how === 'settled' && !isChosen)) return
      const of = ({ layer, revision }: Read) => ({ layer, revision })
      const wish = { frame, first: of(first), second: of(second) }
      client.settling
        .settle({ ...wish, choices: how === 'own' ? null : all, toPaint: how === 'toPaint' })
        .then(() => {
          if (how === 'toPaint') return onPaint()
          say(t('settling.done'))
          onSettled()
        })
        .catch(showFailure)
    },
  }
}

/** A mask as it came, decoded once. */
function useRead(read: ReadMask | undefined): Read | undefined {
  return useMemo(() => read && { ...read, mask: maskFrom(read.mask) }, [read])
}
