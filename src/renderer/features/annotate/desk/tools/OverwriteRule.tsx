import { NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useStudy } from '../../../../api/EngineContext.ts'
import type { KeptSettings } from '../../saving/keptSettings.ts'

interface Props {
  readonly kept: KeptSettings
  readonly flashing: boolean
  readonly onChange: (part: Partial<KeptSettings>) => void
}

/** What paint may go over; it flashes when it has just kept something. */
export function OverwriteRule({ kept: { rules }, flashing, onChange }: Props) {
  const { t } = useTranslation()
  const { classes } = useStudy()
  return (
    <>
      <div className="rule" data-flashing={flashing}>
        <NativeSelect
          size="xs"
          aria-label={t('annotate.overwrite')}
          value={String(rules.overwrite)}
          data={[
            { value: 'all', label: t('annotate.over.all') },
            { value: 'background', label: t('annotate.over.background') },
            ...classes.slice(1).map(({ name }, i) => ({
              value: String(i + 1),
              label: t('annotate.over.class', { name }),
            })),
          ]}
          onChange={({ currentTarget: { value } }) =>
            onChange({
              rules: {
                ...rules,
                overwrite: value === 'all' || value === 'background' ? value : Number(value),
              },
            })
          }
        />
      </div>
      <output className="unseen">{flashing && t('annotate.blocked')}</output>
    </>
  )
}
