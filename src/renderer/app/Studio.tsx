import {
  ActionIcon,
  Button,
  Center,
  Loader,
  Text,
  Tooltip,
  UnstyledButton,
  useMantineColorScheme,
} from '@mantine/core'
import { IconArrowLeft, IconFolderOpen, IconInfoCircle } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Change } from '../../shared/contract/changes.ts'
import { className } from '../api/className.ts'
import { askDesk, isDesktop } from '../api/desk.ts'
import { useClient, useConnection, useEngineHere } from '../api/EngineContext.ts'
import { isNotSignedIn } from '../api/isNotSignedIn.ts'
import { isOnServer } from '../api/isOnServer.ts'
import { useMe } from '../api/useMe.ts'
import { useNews } from '../api/useNews.ts'
import { retryAll, takeUpUnsent } from '../features/annotate/saving/strokeQueues.ts'
import { Bring } from '../features/bring/Bring.tsx'
import { DropTarget } from '../features/bring/DropTarget.tsx'
import { OfferedUpdate } from '../features/install/OfferedUpdate.tsx'
import { PersonMenu } from '../features/people/PersonMenu.tsx'
import { Start } from '../features/start/Start.tsx'
import { useOpenStudy } from '../features/start/useOpenStudy.tsx'
import { CommandPalette } from '../keyboard/CommandPalette.tsx'
import { useCommands } from '../keyboard/Keyboard.tsx'
import { KeySheet } from '../keyboard/KeySheet.tsx'
import { BringProvider, type BringRequest } from '../ui/Bringing.ts'
import { showFailure } from '../ui/showFailure.ts'
import { useFolderChoice } from '../ui/useFolderChoice.ts'
import { AboutDialog } from './AboutDialog.tsx'
import { LanguageMenu } from './LanguageMenu.tsx'
import { LeaveServer } from './LeaveServer.tsx'
import { OpenStudy } from './OpenStudy.tsx'
import { StatusBar } from './StatusBar.tsx'
import { screens } from './screens.ts'
import { SelfTestDialog } from './selfTest/SelfTestDialog.tsx'
import { ThemeButton } from './ThemeButton.tsx'
import { takeHanded } from './takeHanded.ts'
import { useHandedOver } from './useHandedOver.ts'
import { useNavigation } from './useNavigation.ts'

interface Props {
  /** Leads back to where somebody signs in: the open study is not shown then, others can be opened. */
  readonly onBack?: () => void
  readonly onLock?: () => void
  /** Whether it is covered, so that nothing may change in it. */
  readonly isCovered?: boolean
}

/** The start screen until a study is open, then rail, screen and status bar. */
export function Studio({ onBack, onLock, isCovered = false }: Props) {
  const client = useClient()
  const queries = useQueryClient()
  const { t } = useTranslation()
  const { toggleColorScheme } = useMantineColorScheme()
  // Decided once the engine has answered; a study that is still being filled is not shown yet.
  const [inside, setInside] = useState<boolean | undefined>(onBack && false)
  const [bringing, setBringing] = useState<BringRequest>()
  const study = useQuery({ queryKey: ['study'], queryFn: () => client.study.current() })
  const { name: person = '', can } = useMe()
  const named = useMemo(
    () =>
      study.data && {
        ...study.data,
        classes: study.data.classes.map((c) => ({ ...c, name: className(t, c.name) })),
      },
    [study.data, t],
  )
  const { navigation, go, reset } = useNavigation(study.data?.folder)
  // What waits to be saved goes on being sent once its study is open again.
  const tell = useNews(retryAll)

  const folder = study.data?.folder
  useEffect(() => {
    if (folder === undefined) return
    takeUpUnsent(client, { folder, person })
    void retryAll(client)
  }, [client, folder, person])
  const offered = screens.filter(({ right }) => can(right))

  const [update, setUpdate] = useState<string>()
  const [panel, setPanel] = useState<'palette' | 'keys' | 'keySettings' | 'about' | 'selfTest'>()
  useReopening(study.data?.folder, tell)
  const isOpen = inside === true && study.data != null
  const opened = async () => {
    // Nothing of the study before may be seen in this one, so none is entered until it is known which one it is.
    await queries.refetchQueries({ queryKey: ['study'] })
    queries.removeQueries({ predicate: ({ queryKey: [kind] }) => kind !== 'study' && kind !== 'me' })
    await queries.invalidateQueries({ queryKey: ['me'] })
    reset()
    setBringing(undefined)
    if (onBack) return onBack()
    setInside(true)
  }
  const { openStudy, dialog: recoverDialog } = useOpenStudy(opened)
  const choice = useFolderChoice(t('start.pickStudy'), openStudy)
  const dropped = (paths: readonly string[]) => {
    const [brought] = paths.filter((path) => path.endsWith('.locoupdate'))
    if (brought !== undefined) return setUpdate(brought)
    const open = inside && study.data && study.data.readOnly === null && can('arrange')
    if (open || can('machine')) setBringing({ into: open ? 'open' : 'new', paths })
  }
  useHandedOver(inside !== undefined && bringing === undefined && !isCovered, (handed) =>
    takeHanded(handed, {
      openStudy: (folder) => can('machine') && openStudy(folder),
      bring: dropped,
      look: setUpdate,
    }),
  )
  const here = useEngineHere()
  useCommands({
    'app.palette': () => setPanel('palette'),
    'app.keys': () => setPanel('keys'),
    'app.keySettings': () => setPanel('keySettings'),
    'app.about': () => setPanel('about'),
    'app.theme': toggleColorScheme,
    ...(isDesktop() ? { 'app.log': () => void askDesk({ kind: 'showLog' }) } : {}),
    ...(can('machine') && !isOnServer()
      ? {
          'file.new': () => setBringing({ into: 'new', paths: [] }),
          'file.open': () => (isDesktop() ? choice.ask() : setInside(false)),
          'app.selfTest': () => setPanel('selfTest'),
        }
      : {}),
    ...(isOpen && can('arrange') && study.data?.readOnly === null
      ? { 'file.import': () => setBringing({ into: 'open', paths: [] }) }
      : {}),
    ...(isOpen && can('keep')
      ? {
          'file.export': () => go({ screen: 'study', panel: 'export' }),
          'file.backup': () => go({ screen: 'study', panel: 'backup' }),
        }
      : {}),
    ...(isOpen
      ? Object.fromEntries(offered.map(({ id }) => [`screen.${id}`, () => go({ screen: id })]))
      : {}),
  })

  useEffect(() => {
    if (study.isSuccess) setInside((now) => now ?? study.data !== null)
  }, [study.isSuccess, study.data])

  if (study.isPending || inside === undefined) {
    return (
      <Center h="100%">
        {here ? (
          <Loader size="sm" aria-label={t('app.connecting')} />
        ) : (
          <Text c="dimmed">{t('app.connecting')}</Text>
        )}
      </Center>
    )
  }
  if (bringing)
    return (
      <Bring
        request={bringing}
        study={study.data ?? undefined}
        onClose={() => setBringing(undefined)}
        onDone={opened}
      />
    )
  const close = () => setPanel(undefined)
  const dialogs = (
    <>
      <AboutDialog
        opened={panel === 'about'}
        onClose={close}
        onUpdate={(file) => {
          close()
          setUpdate(file)
        }}
      />
      <OfferedUpdate file={update} onClose={() => setUpdate(undefined)} />
      <SelfTestDialog opened={panel === 'selfTest'} onClose={close} />
      <CommandPalette opened={panel === 'palette'} onClose={close} />
      <KeySheet
        opened={panel === 'keys' || panel === 'keySettings'}
        editing={panel === 'keySettings'}
        onEdit={() => setPanel('keySettings')}
        onClose={close}
      />
      {recoverDialog}
    </>
  )
  const aboutButton = (
    <Tooltip label={t('about.title')} position="right">
      <ActionIcon
        variant="subtle"
        color="gray"
        size={48}
        aria-label={t('about.title')}
        onClick={() => setPanel('about')}
      >
        <IconInfoCircle size={20} stroke={1.6} />
      </ActionIcon>
    </Tooltip>
  )
  if (!named || !inside)
    return (
      <BringProvider value={setBringing}>
        <DropTarget onDrop={dropped} />
        <main className="screen-alone">
          <Start onOpened={opened} />
          <div className="about-corner">
            {aboutButton}
            <LanguageMenu />
            {onBack && (
              <Button variant="subtle" leftSection={<IconArrowLeft size={16} />} onClick={onBack}>
                {t('people.backToSignIn')}
              </Button>
            )}
          </div>
        </main>
        {dialogs}
      </BringProvider>
    )

  const shown = offered.find(({ id }) => id === navigation.screen) ?? offered[0]
  const View = shown?.view
  return (
    <OpenStudy study={named}>
      <DropTarget onDrop={dropped} />
      <div className="shell">
        <nav className="rail" aria-label={t('app.name')}>
          {offered.map(({ id, icon: Icon }) => (
            <UnstyledButton
              key={id}
              aria-current={shown?.id === id ? 'page' : undefined}
              onClick={() => go({ screen: id })}
            >
              <Icon size={22} stroke={1.6} />
              {t(`app.${id}`)}
            </UnstyledButton>
          ))}
          <div style={{ flex: 1 }} />
          {onLock && <PersonMenu onLock={onLock} />}
          {isOnServer() && <LeaveServer />}
          {can('machine') && !isOnServer() && (
            <UnstyledButton onClick={() => setInside(false)}>
              <IconFolderOpen size={22} stroke={1.6} />
              {t('app.close')}
            </UnstyledButton>
          )}
          <LanguageMenu isInRail />
          {aboutButton}
          <ThemeButton />
        </nav>
        <main className="screen">
          <h1 className="unseen">{shown && t(`app.${shown.id}`)}</h1>
          <BringProvider value={setBringing}>
            {View && <View navigation={navigation} go={go} />}
          </BringProvider>
        </main>
        <StatusBar />
      </div>
      {dialogs}
    </OpenStudy>
  )
}

/** An engine that was started again has no study open: the one that was here is opened in it. */
function useReopening(folder: string | undefined, tell: (change: Change) => void): void {
  const connection = useConnection()
  const last = useRef(folder)
  useEffect(() => {
    if (folder !== undefined) last.current = folder
  }, [folder])
  useEffect(
    () =>
      connection.onChange((here) => {
        if (!here || last.current === undefined) return
        const again = async (wanted: string) => {
          if ((await connection.client.study.current()) === null)
            await connection.client.study.open({ folder: wanted })
          tell({ what: 'opened' })
        }
        again(last.current).catch((error: unknown) => {
          // Whoever was signed in is asked to sign in again; the study is open.
          if (!isNotSignedIn(error)) showFailure(error)
        })
      }),
    [connection, tell],
  )
}
