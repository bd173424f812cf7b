import './agreement.css'
import { Loader, Stack, Text } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AgreementFound } from '../../../../shared/contract/agreement.ts'
import { useClient } from '../../../api/EngineContext.ts'
import { useMe } from '../../../api/useMe.ts'
import type { ScreenProps } from '../../../ui/screenProps.ts'
import { AgreementFilters, type Narrowed } from './AgreementFilters.tsx'
import { DisputedTiles } from './DisputedTiles.tsx'
import { MonthLine } from './MonthLine.tsx'
import { PairTable } from './PairTable.tsx'
import { SaveReaders } from './SaveReaders.tsx'

/** How alike readers are, and the frames on which they are not. */
export function Agreement({ go }: ScreenProps) {
  const client = useClient()
  const { t } = useTranslation()
  const me = useMe()
  const [narrowed, setNarrowed] = useState<Narrowed>({ px: 2 })
  const { data } = useQuery({
    queryKey: ['agreement', narrowed],
    queryFn: () => client.agreement.found({ ...narrowed, mm: MM }),
    enabled: me.can('oversee'),
    placeholderData: keepPreviousData,
  })
  if (!me.can('oversee'))
    return me.name === undefined ? null : <Text className="quiet">{t('agreement.notYours')}</Text>
  if (!data) return <Loader size="sm" aria-label={t('agreement.reading')} />
  if (data.readers.length === 0) return <Nobody blind={data.blind} />
  return (
    <Stack gap="md">
      <AgreementFilters readers={data.readers} narrowed={narrowed} onChange={setNarrowed} />
      {data.pairs.length === 0 ? (
        <Text className="quiet">{t('agreement.noneOfThese')}</Text>
      ) : (
        <>
          <PairTable pairs={data.pairs} px={narrowed.px} mm={MM} />
          <MonthLine months={data.months} />
        </>
      )}
      <Notes found={data} />
      <SaveReaders />
      <DisputedTiles frames={data.mostDisputed} onOpen={(frame) => go({ screen: 'annotate', frame })} />
    </Stack>
  )
}

/** How exact an outline has to be where it is known what a pixel measures, mm. */
const MM = 0.5

/** What to do before there is anything to compare. */
function Nobody({ blind }: { blind: number }) {
  const { t } = useTranslation()
  return (
    <section className="card agreement-none" data-testid="agreement-none">
      <Text fw={600}>{t('agreement.none')}</Text>
      <Text>{t('agreement.noneText')}</Text>
      {blind > 0 && <Text className="quiet">{t('agreement.blind', { count: blind })}</Text>}
    </section>
  )
}

function Notes({ found: { blind, damaged } }: { found: AgreementFound }) {
  const { t } = useTranslation()
  return (
    <>
      {blind > 0 && (
        <Text className="quiet" fz="sm">
          {t('agreement.blind', { count: blind })}
        </Text>
      )}
      {damaged > 0 && (
        <Text className="warning" fz="sm">
          {t('agreement.damaged', { count: damaged })}
        </Text>
      )}
    </>
  )
}
