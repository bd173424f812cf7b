import type { Command as Program } from 'commander'
import { InvalidArgumentError } from 'commander'
import type { Account } from '../../../shared/contract/people.ts'
import { type Role, roles } from '../../../shared/domain/roles.ts'
import type { AccountService } from '../../engine/accounts/AccountService.ts'
import type { Command, Terminal } from '../Command.ts'

interface Json {
  readonly json?: boolean
}

/** What is done to one person's account, and the line that says so. */
interface Act {
  readonly name: string
  readonly describes: string
  readonly says: string
  does(accounts: AccountService, actor: Terminal['actor'], name: string): Promise<void>
}

const ACTS: readonly Act[] = [
  {
    name: 'deactivate',
    describes: 'let somebody sign in no more; nothing of theirs is deleted',
    says: 'may not sign in any more',
    does: (accounts, actor, name) => accounts.setActive(actor, name, false),
  },
  {
    name: 'activate',
    describes: 'let somebody sign in again',
    says: 'may sign in again',
    does: (accounts, actor, name) => accounts.setActive(actor, name, true),
  },
]

const ROLES = Object.keys(roles) as Role[]

/** `loco accounts`: who may sign in to a study, and as what; for whoever has its folder. */
export const accounts: Command = {
  register(program, terminal) {
    const group = program.command('accounts').description('who may sign in to a study, and as what')
    const json = (command: Program) => command.option('--json', 'one JSON document')
    json(group.command('list <study>').description('everybody with an account')).action(
      async (folder: string, options: Json) => {
        const t = terminal(options.json ?? false)
        const people = await (await accountsOf(t, folder)).list()
        t.result(people, people.map(line).join('\n') || NONE)
      },
    )
    json(
      group
        .command('create <study> <name>')
        .description('give somebody an account; the first one turns accounts on, and is an engineer')
        .requiredOption('--role <role>', ROLES.join(', '), roleNamed),
    ).action(async (folder: string, name: string, options: Json & { role: Role }) => {
      const t = terminal(options.json ?? false)
      tellCode(t, name, await (await accountsOf(t, folder)).create(t.actor, name, options.role))
    })
    json(
      group.command('code <study> <name>').description('a one-time code, to choose a password with'),
    ).action(async (folder: string, name: string, options: Json) => {
      const t = terminal(options.json ?? false)
      tellCode(t, name, await (await accountsOf(t, folder)).newCode(t.actor, name))
    })
    json(
      group
        .command('role')
        .description('give somebody another role')
        .argument('<study>')
        .argument('<name>')
        .argument('<role>', ROLES.join(', '), roleNamed),
    ).action(async (folder: string, name: string, role: Role, options: Json) => {
      const t = terminal(options.json ?? false)
      await (await accountsOf(t, folder)).setRole(t.actor, name, role)
      t.result({ name, role }, `${name}: ${role}`)
    })
    for (const act of ACTS)
      json(group.command(`${act.name} <study> <name>`).description(act.describes)).action(
        async (folder: string, name: string, options: Json) => {
          const t = terminal(options.json ?? false)
          await act.does(await accountsOf(t, folder), t.actor, name)
          t.result({ name }, `${name} ${act.says}`)
        },
      )
  },
}

const NONE = 'This study has no accounts; whoever sits at the machine may do everything.'

async function accountsOf({ engine }: Terminal, folder: string): Promise<AccountService> {
  await engine.openStudy(folder)
  return engine.accounts
}

function tellCode({ result }: Terminal, name: string, code: string): void {
  result({ name, code }, `${name} chooses a password with this code, once, within three days: ${code}`)
}

function line({ name, role, active, hasPassword, signedInAt }: Account): string {
  const last = signedInAt ?? (hasPassword ? 'never signed in' : 'no password yet')
  return `${name}  ${role}  ${active ? last : 'not active'}`
}

function roleNamed(text: string): Role {
  const role = ROLES.find((one) => one === text)
  if (!role) throw new InvalidArgumentError(`Choose one of ${ROLES.join(', ')}.`)
  return role
}
