import { Button, Checkbox, Group, NumberInput, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ShareOfReader } from '../../../../shared/contract/work.ts'
import { useClient, useStudy } from '../../../api/EngineContext.ts'
import { showFailure } from '../../../ui/showFailure.ts'
import { figure } from '../../../ui/shown.ts'
import { ReaderChoice } from './ReaderChoice.tsx'

/** Shares out what nobody reads yet, and shows beforehand who would get how much. */
export function ShareForm() {
  const client = useClient()
  const { t } = useTranslation()
  const { readOnly } = useStudy()
  const readers = useQuery({ queryKey: ['work-readers'], queryFn: () => client.work.readers() })
  const [names, setNames] = useState<readonly string[]>([])
  const [overlap, setOverlap] = useState(0)
  const [due, setDue] = useState('')
  const [onlyOpen, setOnlyOpen] = useState(true)
  const [isSharing, setSharing] = useState(false)
  const wish = { readers: [...names], overlap, due: due === '' ? null : due, onlyOpen }
  const preview = useQuery({
    queryKey: ['work-examinations', 'preview', wish],
    queryFn: () => client.work.share({ ...wish, preview: true }),
    enabled: names.length > 0,
    retry: false,
  })
  const share = () => {
    setSharing(true)
    client.work
      .share(wish)
      .then(() => setNames([]), showFailure)
      .finally(() => setSharing(false))
  }
  return (
    <section className="card" aria-label={t('work.share')}>
      <Text fw={600}>{t('work.share')}</Text>
      <Text className="quiet" fz="sm">
        {t('work.shareText')}
      </Text>
      <div className="share-form">
        <ReaderChoice label={t('work.readers')} known={readers.data} value={names} onChange={setNames} />
        <NumberInput
          label={t('work.overlap')}
          min={0}
          max={100}
          step={5}
          suffix=" %"
          value={overlap}
          onChange={(value) => setOverlap(Math.min(100, Math.max(0, Number(value) || 0)))}
        />
        <TextInput
          type="date"
          label={t('work.dueDay')}
          value={due}
          onChange={(event) => setDue(event.currentTarget.value)}
        />
      </div>
      <Group justify="space-between" mt="md" wrap="nowrap">
        <Checkbox
          size="sm"
          label={t('work.onlyOpen')}
          checked={onlyOpen}
          onChange={(event) => setOnlyOpen(event.currentTarget.checked)}
        />
        <Button
          style={{ flex: 'none' }}
          loading={isSharing}
          disabled={readOnly !== null || !preview.isSuccess || names.length === 0}
          onClick={share}
        >
          {t('work.shareNow')}
        </Button>
      </Group>
      {names.length > 0 && <Preview shares={preview.data} error={preview.error} />}
    </section>
  )
}

/** What each would get; why nothing can be shared where nothing can. */
function Preview({ shares, error }: { shares: readonly ShareOfReader[] | undefined; error: Error | null }) {
  const { t } = useTranslation()
  if (error)
    return (
      <Text fz="sm" className="warning" mt="sm" data-testid="share-problem">
        {error.message}
      </Text>
    )
  if (!shares) return null
  return (
    <ul className="share-preview" data-testid="share-preview">
      {shares.map(({ reader, patients, frames }) => (
        <li key={reader}>
          <span className="cut" title={reader}>
            {reader}
          </span>
          <span className="quiet">
            {t('work.patients', { count: patients })},{' '}
            {t('work.openFrames', { count: frames, figure: figure(frames) })}
          </span>
        </li>
      ))}
    </ul>
  )
}
