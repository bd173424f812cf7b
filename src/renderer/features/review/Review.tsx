import './review.css'
import { Tabs } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ScreenProps } from '../../ui/screenProps.ts'
import { tabs } from './tabs.ts'

/** Who does what, how alike readers are, and what was done: one tab each. */
export function Review(screen: ScreenProps) {
  const { t } = useTranslation()
  const [chosen, setChosen] = useState<string>(screen.navigation.history === undefined ? tabs[0].id : 'trail')
  return (
    <div className="page">
      <div className="column">
        <Tabs value={chosen} onChange={(id) => id !== null && setChosen(id)} keepMounted={false}>
          <Tabs.List>
            {tabs.map(({ id, icon: Icon }) => (
              <Tabs.Tab key={id} value={id} leftSection={<Icon size={16} stroke={1.6} />}>
                {t(`review.tabs.${id}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {tabs.map(({ id, view: View }) => (
            <Tabs.Panel key={id} value={id} pt="md">
              <View {...screen} />
            </Tabs.Panel>
          ))}
        </Tabs>
      </div>
    </div>
  )
}
