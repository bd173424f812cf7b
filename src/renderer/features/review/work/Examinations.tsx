import { Select, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ScreenProps } from '../../../ui/screenProps.ts'
import { ExaminationDrawer } from './ExaminationDrawer.tsx'
import { ExaminationList } from './ExaminationList.tsx'
import { ONLY, type Only } from './only.ts'

interface Props {
  readonly only: Only
  readonly onOnly: (only: Only) => void
  readonly go: ScreenProps['go']
}

/** All examinations with who reads them and how far that is; one opens beside. */
export function Examinations({ only, onOnly, go }: Props) {
  const { t } = useTranslation()
  const [search, setSearch] = useState('')
  const [settled] = useDebouncedValue(search, 150)
  const [opened, setOpened] = useState<number>()
  return (
    <section className="card" aria-label={t('work.examinations')}>
      <div className="work-head">
        <Text fw={600}>{t('work.examinations')}</Text>
        <div className="work-find">
          <TextInput
            size="xs"
            leftSection={<IconSearch size={14} />}
            aria-label={t('work.find')}
            placeholder={t('work.find')}
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
          />
          <Select
            size="xs"
            allowDeselect={false}
            aria-label={t('work.show')}
            data={ONLY.map((value) => ({ value, label: t(`work.only.${value}`) }))}
            value={only}
            onChange={(value) => onOnly(ONLY.find((one) => one === value) ?? 'all')}
          />
        </div>
      </div>
      <ExaminationList key={`${only} ${settled}`} search={settled} only={only} onOpen={setOpened} />
      <ExaminationDrawer id={opened} onClose={() => setOpened(undefined)} go={go} />
    </section>
  )
}
