import { Button, NumberInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useClient } from '../../api/EngineContext.ts'
import { showFailure } from '../../ui/showFailure.ts'

interface Props {
  /** Null for as many as the machine's setting says. */
  readonly threads: number | null
  readonly onChange: (threads: number | null) => void
}

/** How many cores a round may use at most, here or in every round on this machine. */
export function CoreLimit({ threads, onChange }: Props) {
  const client = useClient()
  const queries = useQueryClient()
  const { t } = useTranslation()
  const { data } = useQuery({ queryKey: ['machine-trainer'], queryFn: () => client.machine.trainer() })
  if (!data) return null
  const { cores, threads: kept } = data
  const byItself = kept ?? (cores > 2 ? cores - 1 : cores)
  const keep = () =>
    client.machine
      .limitTrainer({ threads })
      .then(() => queries.invalidateQueries({ queryKey: ['machine-trainer'] }), showFailure)
  return (
    <>
      <NumberInput
        w={140}
        label={t('train.cores')}
        placeholder={t('train.coresOf', { count: byItself, cores })}
        min={1}
        max={cores}
        allowDecimal={false}
        value={threads ?? ''}
        onChange={(value) => onChange(Number(value) || null)}
      />
      {threads !== kept && (threads !== null || kept !== null) && (
        <Button size="compact-sm" variant="subtle" mb={4} onClick={() => void keep()}>
          {t(threads === null ? 'train.coresFree' : 'train.coresKeep')}
        </Button>
      )}
    </>
  )
}
