import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Memory } from './memory.ts'

interface Props {
  readonly memory: Memory
  /** GB that this machine has free. */
  readonly free: number
}

/** The memory that a round takes beside what there is, and what to do where that is too little. */
export function MemoryLine({ memory: { needed, measured }, free }: Props) {
  const { t } = useTranslation()
  const isShort = needed > free
  const values = { needed: needed.toFixed(1), free: free.toFixed(1) }
  return (
    <Text className={isShort ? 'warning' : 'quiet'} fz="sm" data-testid="round-memory" data-short={isShort}>
      {t(measured ? 'train.memory.measured' : 'train.memory.guessed', values)}
      {isShort && ` ${t('train.memory.short')}`}
    </Text>
  )
}
