import { Button, Group, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useClient, useStudy } from '../../api/EngineContext.ts'
import { useFrameImage } from '../../api/useFrameImage.ts'
import { Allowed } from '../../ui/Allowed.tsx'
import type { ScreenProps } from '../../ui/screenProps.ts'
import { showFailure } from '../../ui/showFailure.ts'

const GROUPS = 12
const STILLS = 8

/** Groups of frames that look almost alike: to label one of each, or to hide the rest. Looked for when asked. */
export function LookAlikes({ go }: Pick<ScreenProps, 'go'>) {
  const client = useClient()
  const queries = useQueryClient()
  const { readOnly } = useStudy()
  const { t } = useTranslation()
  const [asked, setAsked] = useState(false)
  const groups = useQuery({
    queryKey: ['look-alikes'],
    queryFn: () => client.catalogue.nearDuplicates(),
    enabled: asked,
  })
  const keepFirst = (frames: readonly number[]) =>
    client.catalogue
      .hide({ frames: { ids: frames.slice(1) }, hidden: true })
      .then(() => queries.invalidateQueries({ queryKey: ['look-alikes'] }), showFailure)
  return (
    <section className="card">
      <Group justify="space-between">
        <div>
          <Text fw={600}>{t('study.alike')}</Text>
          <Text className="quiet" fz="sm">
            {groups.data ? t('study.alikeFound', { count: groups.data.length }) : t('study.alikeText')}
          </Text>
        </div>
        {!asked && (
          <Button variant="default" onClick={() => setAsked(true)}>
            {t('study.alikeFind')}
          </Button>
        )}
      </Group>
      {groups.data?.slice(0, GROUPS).map(({ frames }) => (
        <Group key={frames[0]} gap={6} mt={12} wrap="nowrap">
          {frames.slice(0, STILLS).map((frame) => (
            <Still key={frame} frame={frame} onOpen={() => go({ screen: 'annotate', frame })} />
          ))}
          <Text className="quiet" fz="sm" ml="auto" style={{ whiteSpace: 'nowrap' }}>
            {t('study.alikeCount', { count: frames.length })}
          </Text>
          <Allowed to="arrange">
            <Button
              size="compact-sm"
              variant="default"
              disabled={readOnly !== null}
              onClick={() => keepFirst(frames)}
            >
              {t('study.keepFirst')}
            </Button>
          </Allowed>
        </Group>
      ))}
    </section>
  )
}

function Still({ frame, onOpen }: { frame: number; onOpen: () => void }) {
  const url = useFrameImage(frame, 'thumbnail')
  const { t } = useTranslation()
  return (
    <button
      type="button"
      aria-label={t('study.openFrame', { frame })}
      onClick={onOpen}
      style={{
        padding: 0,
        border: 0,
        width: 56,
        height: 56,
        borderRadius: 6,
        overflow: 'hidden',
        background: 'var(--stage)',
      }}
    >
      {url && <img src={url} alt="" style={{ width: '100%', height: '100%', objectFit: 'cover' }} />}
    </button>
  )
}
