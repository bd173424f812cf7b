import { Button, Menu } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useClient } from '../../api/EngineContext.ts'
import { saveText } from '../saveText.ts'
import { showFailure } from '../showFailure.ts'
import { saveHtml, savePdf } from './savePage.ts'

interface Props {
  /** The file's name without its ending. */
  readonly name: string
  /** Makes the page when it is asked for. */
  readonly make: () => Promise<string>
  /** The same as a table, where there is one. */
  readonly table?: () => Promise<string>
}

/** Saves what is on a card as a page of HTML or as a PDF. */
export function SavePageMenu({ name, make, table }: Props) {
  const client = useClient()
  const { t } = useTranslation()
  const html = async () => saveHtml(await make(), name)
  const csv = async (rows: () => Promise<string>) => saveText(await rows(), `${name}.csv`, 'text/csv')
  const pdf = async () => savePdf(client, await make(), name)
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button size="compact-sm" variant="default" leftSection={<IconDownload size={14} />}>
          {t('page.save')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void html().catch(showFailure)}>{t('page.html')}</Menu.Item>
        <Menu.Item onClick={() => void pdf().catch(showFailure)}>{t('page.pdf')}</Menu.Item>
        {table && <Menu.Item onClick={() => void csv(table).catch(showFailure)}>{t('page.csv')}</Menu.Item>}
      </Menu.Dropdown>
    </Menu>
  )
}
