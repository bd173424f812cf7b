import { Group, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { readersPage, readersTitle } from '../../../../shared/html/readers/readersPage.ts'
import { useClient, useStudy } from '../../../api/EngineContext.ts'
import { SavePageMenu } from '../../../ui/pages/SavePageMenu.tsx'

/** The report of the readers, of a time, as a page, a PDF or a table. */
export function SaveReaders() {
  const client = useClient()
  const { name: study } = useStudy()
  const { t, i18n } = useTranslation()
  const [days, setDays] = useState({ from: '', to: '' })
  const { language } = i18n
  const ask = () =>
    client.agreement.report({
      ...(days.from === '' ? {} : { from: startOf(days.from, 0) }),
      ...(days.to === '' ? {} : { to: startOf(days.to, 1) }),
    })
  const make = async () => {
    const [{ version }, { report }] = await Promise.all([client.machine.about(), ask()])
    return readersPage({ report, study, language, version })
  }
  const day = (part: 'from' | 'to') => (
    <TextInput
      type="date"
      label={t(`trail.${part}`)}
      value={days[part]}
      w={140}
      onChange={({ currentTarget: { value } }) => setDays({ ...days, [part]: value })}
    />
  )
  return (
    <section className="card" aria-label={t('agreement.report')}>
      <Group justify="space-between" align="flex-end" wrap="nowrap">
        <div>
          <Text fw={600}>{t('agreement.report')}</Text>
          <Text className="quiet" fz="sm">
            {t('agreement.reportText')}
          </Text>
        </div>
        <Group gap="sm" align="flex-end" wrap="nowrap">
          {day('from')}
          {day('to')}
          <SavePageMenu
            name={`${study} ${readersTitle(language)}`}
            make={make}
            table={async () => (await ask()).csv}
          />
        </Group>
      </Group>
    </section>
  )
}

/** The moment at which a day, or the one so many behind it, begins by the calendar of whoever looks. */
function startOf(text: string, later: number): string {
  const [year = 0, month = 1, day = 1] = text.split('-').map(Number)
  return new Date(year, month - 1, day + later).toISOString()
}
