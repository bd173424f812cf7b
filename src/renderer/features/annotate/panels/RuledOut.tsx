import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Section } from '../../../ui/Section.tsx'
import { useVetoes } from '../../../ui/vetoes/useVetoes.ts'
import { VetoList } from '../../../ui/vetoes/VetoList.tsx'

/** What of the frame rounds do not learn from, and what did not stand; nothing where nobody has ruled anything out. */
export function RuledOut({ frame }: { readonly frame: number }) {
  const { t } = useTranslation()
  const vetoes = useVetoes(frame)
  if (vetoes.length === 0) return null
  return (
    <Section id="ruled-out" title={t('veto.title')}>
      <div data-testid="ruled-out">
        {vetoes.some(({ takenBack }) => takenBack === null) && (
          <Text fz="xs" className="quiet">
            {t('veto.hint')}
          </Text>
        )}
        <VetoList vetoes={vetoes} placedOn={frame} history />
      </div>
    </Section>
  )
}
