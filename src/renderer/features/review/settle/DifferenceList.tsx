import { Kbd, Text, UnstyledButton } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { type Take, takes } from '../../../../shared/domain/settling.ts'
import { shownChord } from '../../../keyboard/chord.ts'
import { useKeyboard } from '../../../keyboard/Keyboard.tsx'
import type { Settling } from './useSettling.ts'

/** The differences of two masks, one at hand, with what is taken of each. */
export function DifferenceList({ settling }: { settling: Settling }) {
  const { t } = useTranslation()
  const { found, listed, choices, current, first, second } = settling
  const line = useRef<HTMLLIElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another one is at hand.
  useEffect(() => {
    line.current?.scrollIntoView({ block: 'nearest' })
  }, [current])
  if (!found || !first || !second) return null
  const thin = found.differences.length - listed.length
  const readers = { first: first.author, second: second.author }
  return (
    <section className="difference-list" aria-label={t('settling.differences')}>
      <div className="section-name">{t('settling.differences')}</div>
      <Text fz="sm" className="quiet" role="status">
        {found.differences.length === 0
          ? t('settling.same')
          : t('settling.progress', { done: listed.filter((n) => choices.has(n)).length, all: listed.length })}
      </Text>
      {thin > 0 && (
        <Text fz="xs" className="quiet" mt={4}>
          {t('settling.thin', { count: thin, reader: first.author })}
        </Text>
      )}
      <ol>
        {listed.map((n, i) => {
          const difference = found.differences[n]
          const chosen = choices.get(n)
          return (
            difference && (
              <li key={n} ref={n === current ? line : null}>
                <UnstyledButton
                  className="difference-row"
                  aria-current={n === current}
                  data-chosen={chosen ?? ''}
                  onClick={() => settling.go(n)}
                >
                  <span className="difference-number">{i + 1}</span>
                  <span className="difference-words">
                    {t(`settling.kinds.${difference.kind}`, readers)}
                    <span className="quiet"> · {t('settling.pixels', { count: difference.pixels })}</span>
                  </span>
                  {chosen && <strong className="difference-take">{t(`settling.takes.${chosen}`)}</strong>}
                </UnstyledButton>
              </li>
            )
          )
        })}
      </ol>
      <Takes chosen={choices.get(current)} onTake={settling.take} disabled={current < 0} />
    </section>
  )
}

interface TakesProps {
  readonly chosen: Take | undefined
  readonly disabled: boolean
  readonly onTake: (take: Take) => void
}

/** What can be taken of the difference at hand, each with its key. */
function Takes({ chosen, disabled, onTake }: TakesProps) {
  const { t } = useTranslation()
  const { keys } = useKeyboard()
  return (
    <div className="difference-takes" role="toolbar" aria-label={t('settling.take')}>
      {takes.map((take) => (
        <UnstyledButton
          key={take}
          className="difference-act"
          aria-pressed={chosen === take}
          disabled={disabled}
          onClick={() => onTake(take)}
        >
          <Kbd>{shownChord(keys(`settling.${take}`)[0] ?? '')}</Kbd>
          {t(`settling.takes.${take}`)}
        </UnstyledButton>
      ))}
    </div>
  )
}
