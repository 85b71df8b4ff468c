import {
  type CommandData,
  type CommandInput,
  type CommandName,
  type CommandOutput,
  commandInputs,
  isKeyed,
  type KeyedCommand,
  key as keySchema,
  RefusedError,
  type Result,
  refusalOf,
  type Written,
} from '@sportello/core';
import { amend, retract } from './commands/amending.ts';
import { archive, unarchive } from './commands/archiving.ts';
import { publishArticle, withdrawArticle } from './commands/articlePublishing.ts';
import { view, vote } from './commands/articleReading.ts';
import {
  dropArticle,
  editArticle,
  restoreArticle,
  returnArticle,
  submitArticle,
  writeArticle,
} from './commands/articleWriting.ts';
import { askCallback, recordCall } from './commands/calling.ts';
import { changeCategories } from './commands/categories.ts';
import { expect, refer } from './commands/changing.ts';
import { note, reply } from './commands/conversation.ts';
import { describe } from './commands/describing.ts';
import { dropDraft, keepDraft } from './commands/drafting.ts';
import { changeForm } from './commands/form.ts';
import { assign, move, prioritise, setUrgency, take } from './commands/handling.ts';
import {
  changeHoldWords,
  holdCompany,
  holdTicket,
  releaseCompany,
  releaseTicket,
} from './commands/holding.ts';
import { link, split, unlink } from './commands/linking.ts';
import { changeMail } from './commands/mail.ts';
import { miss } from './commands/missing.ts';
import { digestOf, type KeyedCall } from './commands/onTicket.ts';
import { open } from './commands/opening.ts';
import { rate } from './commands/rating.ts';
import { read, receive } from './commands/reading.ts';
import { changeAbsence, changeRouting } from './commands/routing.ts';
import { changeView, keepList, moveView, removeView, saveView } from './commands/savedViews.ts';
import { changeService } from './commands/service.ts';
import { settle } from './commands/settling.ts';
import { dismiss, solve, unsolve } from './commands/solving.ts';
import { changeWorkflow } from './commands/workflow.ts';
import type { Context } from './context.ts';
import type { Installation } from './installation.ts';

type KeyedHandlers = {
  [N in KeyedCommand]: (
    installation: Installation,
    ctx: Context,
    call: KeyedCall<CommandData<N>>,
  ) => Promise<Result<Written>>;
};
type FreeCommand = Exclude<CommandName, KeyedCommand>;
type FreeHandlers = {
  [N in FreeCommand]: (
    installation: Installation,
    ctx: Context,
    data: CommandData<N>,
  ) => Promise<Result<CommandOutput<N>>>;
};

const keyed: KeyedHandlers = {
  'ticket.open': open,
  'ticket.reply': reply,
  'ticket.note': note,
  'ticket.settle': settle,
  'ticket.amend': amend,
  'ticket.retract': retract,
  'ticket.describe': describe,
  'ticket.take': take,
  'ticket.assign': assign,
  'ticket.move': move,
  'ticket.prioritise': prioritise,
  'ticket.urgency': setUrgency,
  'ticket.refer': refer,
  'ticket.expect': expect,
  'ticket.link': link,
  'ticket.unlink': unlink,
  'ticket.split': split,
  'ticket.call': recordCall,
  'ticket.callback': askCallback,
  'ticket.rate': rate,
  'ticket.hold': holdTicket,
  'ticket.release': releaseTicket,
};
const free: FreeHandlers = {
  'ticket.read': read,
  'ticket.receive': receive,
  'ticket.archive': archive,
  'ticket.unarchive': unarchive,
  'opening.solve': solve,
  'opening.unsolve': unsolve,
  'opening.dismiss': dismiss,
  'article.vote': vote,
  'article.view': view,
  'draft.keep': keepDraft,
  'draft.drop': dropDraft,
  'search.miss': miss,
  'list.keep': keepList,
  'view.save': saveView,
  'view.change': changeView,
  'view.move': moveView,
  'view.remove': removeView,
  'article.write': writeArticle,
  'article.submit': submitArticle,
  'article.return': returnArticle,
  'article.publish': publishArticle,
  'article.withdraw': withdrawArticle,
  'article.restore': restoreArticle,
  'article.drop': dropArticle,
  'article.editing': editArticle,
  'categories.change': changeCategories,
  'company.hold': holdCompany,
  'company.release': releaseCompany,
  'holds.change': changeHoldWords,
  'workflow.change': changeWorkflow,
  'service.change': changeService,
  'mail.change': changeMail,
  'form.change': changeForm,
  'routing.change': changeRouting,
  'absence.change': changeAbsence,
};

/**
 * Carries out a command: parse, load, decide, commit. The only way to change anything.
 * @param name one of the registered commands
 * @param input what was sent, unparsed
 * @param key required by commands that write to a log; a repeat answers as the first time
 * @returns the command's output or a refusal; it throws only when a server it needs is away
 */
export async function run<N extends CommandName>(
  installation: Installation,
  ctx: Context,
  name: N,
  input: CommandInput<N> | unknown,
  key?: string,
): Promise<Result<CommandOutput<N>>> {
  const parsed = commandInputs[name].safeParse(input);
  if (!parsed.success) return refusalOf(parsed.error);
  const call = isKeyed(name)
    ? runKeyed(installation, ctx, name, parsed.data, key)
    : runFree(installation, ctx, name, parsed.data);
  try {
    const answer = (await call) as Result<CommandOutput<N>>;
    // Whoever hears that it is done, and looks, must see it: the bell may ring a moment later.
    if (answer.ok && 'ticket' in answer.data) installation.touched.note(answer.data.ticket);
    return answer;
  } catch (error) {
    if (error instanceof RefusedError) return error.refusal;
    throw error;
  }
}

// The registry pairs each name with its own schema and handler; TypeScript cannot follow that pairing through a lookup.
async function runKeyed(
  installation: Installation,
  ctx: Context,
  name: KeyedCommand,
  data: unknown,
  key: string | undefined,
) {
  const checked = keySchema.safeParse(key);
  if (!checked.success) return refusalOf(checked.error);
  const handler = keyed[name] as (
    installation: Installation,
    ctx: Context,
    call: KeyedCall<unknown>,
  ) => Promise<Result<Written>>;
  const { person, company } = ctx.principal;
  const call = { name, data, key: checked.data };
  return installation.underWay.once(JSON.stringify([person, company, checked.data, digestOf(call)]), () =>
    handler(installation, ctx, call),
  );
}

async function runFree(installation: Installation, ctx: Context, name: FreeCommand, data: unknown) {
  const handler = free[name] as (
    installation: Installation,
    ctx: Context,
    data: unknown,
  ) => Promise<Result<unknown>>;
  return handler(installation, ctx, data);
}
