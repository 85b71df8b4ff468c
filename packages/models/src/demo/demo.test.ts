import { cleanLine, cleanText, closures, MESSAGE_LIMIT, states, TITLE_LIMIT } from '@sportello/core';
import { describe, expect, test } from 'vitest';
import {
  type DemoTicket,
  demoArticleCategories,
  demoArticles,
  demoCategories,
  demoCompanies,
  demoEntryCount,
  demoIsStaff,
  demoMinutesAgo,
  demoPeople,
  demoReadUpTo,
  demoTeams,
  demoText,
  demoTickets,
  type PersonId,
} from './index.ts';
import { demoRoleIn, replay } from './replay.ts';

const DAY = 1440;

function hasValidCheckDigit(vatNumber: string): boolean {
  const sum = [...vatNumber].reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return /^\d{11}$/.test(vatNumber) && sum % 10 === 0;
}

function ticketOf(number: number): DemoTicket {
  const found = demoTickets.find((ticket) => ticket.number === number);
  if (!found) throw new Error(`no ticket #${number}`);
  return found;
}

function repeated<T>(values: readonly T[]): T[] {
  return values.filter((value, index) => values.indexOf(value) !== index);
}

/** Position of the last public text of one side, 0 if that side never wrote. */
function lastWrittenBy(ticket: DemoTicket, isStaff: boolean): number {
  const index = ticket.steps.findLastIndex(
    (step) =>
      step.by !== 'system' &&
      demoIsStaff(step.by) === isStaff &&
      !('note' in step) &&
      demoText(step) !== null,
  );
  if (index >= 0) return index + 2;
  return isStaff ? 0 : 1;
}

const replayed = demoTickets.map((ticket) => ({ ticket, ...replay(ticket) }));
const open = replayed.filter(({ state }) => state !== 'closed' && state !== 'discarded');

describe('the cast', () => {
  test('is three companies, three teams and fourteen people with their own addresses', () => {
    expect(demoCompanies).toHaveLength(3);
    expect(demoTeams).toHaveLength(3);
    expect(demoPeople).toHaveLength(14);
    expect(repeated(demoPeople.map((person) => person.email))).toEqual([]);
    for (const { email } of [...demoPeople, ...demoCompanies])
      expect(email).toMatch(/^[a-z]+@[a-z]+\.example$/);
  });

  test('has VAT numbers with a valid check digit', () => {
    expect(hasValidCheckDigit('12345678901')).toBe(false);
    for (const company of demoCompanies) expect(company.vatNumber).toSatisfy(hasValidCheckDigit);
    expect(repeated(demoCompanies.map((company) => company.vatNumber))).toEqual([]);
  });

  test('puts everybody on exactly one side, in companies that exist', () => {
    for (const person of demoPeople) {
      expect(person.memberships.length > 0, person.id).toBe(person.staff === null);
      for (const { company } of person.memberships)
        expect(demoCompanies.map(({ id }) => id)).toContain(company);
    }
  });

  test('holds Verdi Logistica, and support leaves its tickets alone since', () => {
    expect(demoCompanies.filter((company) => company.hold).map(({ id }) => id)).toEqual(['verdi']);
    for (const ticket of demoTickets.filter(({ company }) => company === 'verdi')) {
      const minutesAgo = demoMinutesAgo(ticket);
      const byStaff = ticket.steps.findLastIndex((step) => step.by !== 'system' && demoIsStaff(step.by));
      if (byStaff >= 0) expect(minutesAgo[byStaff + 1], `#${ticket.number}`).toBeGreaterThan(18 * 60);
    }
  });
});

describe('the tickets', () => {
  test('are sixty, numbered in the order in which they were opened', () => {
    expect(demoTickets.map(({ number }) => number)).toEqual(
      Array.from({ length: 60 }, (_, index) => 1001 + index),
    );
    const opened = demoTickets.map(({ openedAgoMinutes }) => openedAgoMinutes);
    expect(opened).toEqual(opened.toSorted((one, other) => other - one));
    expect(repeated(demoTickets.map(({ title }) => title))).toEqual([]);
    expect(Math.max(...opened)).toBeLessThanOrEqual(60 * DAY);
    expect(opened.filter((minutes) => minutes < 8 * 60).length).toBeGreaterThan(5);
  });

  test.each(replayed.map(({ ticket }) => [ticket.number, ticket] as const))(
    '#%i refers to what exists',
    (_, ticket) => {
      const category = demoCategories.find(({ code }) => code === ticket.category);
      expect(category?.subcategories.map(({ code }) => code)).toContain(ticket.subcategory);
      expect(demoRoleIn(ticket.requester, ticket.company)).toBeOneOf([
        'administrator',
        'standard',
        'lowProfile',
        'reseller',
      ]);
      const duplicates = ticket.steps.map((step) => ('duplicateOf' in step ? step.duplicateOf : undefined));
      for (const number of [ticket.followUpOf, ...duplicates]) {
        if (number === undefined) continue;
        expect(number).toBeLessThan(ticket.number);
        expect(ticketOf(number).company).toBe(ticket.company);
      }
    },
  );

  test.each(replayed.map(({ ticket }) => [ticket.number, ticket] as const))(
    '#%i is made of clean texts in the past',
    (_, ticket) => {
      expect(cleanLine(ticket.title, TITLE_LIMIT)).toEqual({ ok: true, text: ticket.title });
      expect(cleanText(ticket.description, MESSAGE_LIMIT)).toEqual({ ok: true, text: ticket.description });
      for (const step of ticket.steps) {
        expect(step.afterMinutes).toBeGreaterThanOrEqual(1);
        const text = demoText(step);
        if (text !== null) expect(cleanText(text, MESSAGE_LIMIT)).toEqual({ ok: true, text });
      }
      expect(demoMinutesAgo(ticket).at(-1)).toBeGreaterThan(0);
      for (const read of Object.values(ticket.reads)) {
        if (read !== 'all') expect(read).toBeLessThanOrEqual(demoEntryCount(ticket));
      }
    },
  );

  test('show every state, every closure, every priority, urgency and kind of request', () => {
    expect(new Set(replayed.map(({ state }) => state))).toEqual(new Set(states));
    expect(new Set(replayed.flatMap(({ closure }) => closure ?? []))).toEqual(new Set(closures));
    const priorities = new Set(demoTickets.map(({ priority }) => priority));
    expect(priorities).toEqual(new Set(['low', 'normal', 'high', 'blocking']));
    const kinds = new Set(demoTickets.map(({ requestType }) => requestType));
    expect(kinds).toEqual(new Set(['assistance', 'appointment', 'clarification', 'anomaly', 'request']));
    const urgencies = new Set(
      demoTickets.flatMap(({ steps }) => steps.flatMap((step) => ('urgency' in step ? step.urgency : []))),
    );
    expect(urgencies).toEqual(new Set(['white', 'yellow', 'red']));
  });

  test('stay where they are for a while: no timer is already due', () => {
    for (const { ticket, state } of replayed) {
      const minutesAgo = demoMinutesAgo(ticket);
      const last = minutesAgo.at(-1) ?? 0;
      if (state === 'resolved') expect(last, `#${ticket.number}`).toBeLessThan(3 * DAY);
      if (state === 'discarded') expect(last, `#${ticket.number}`).toBeLessThan(30 * DAY);
      if (state !== 'planned') continue;
      const index = ticket.steps.findLastIndex((step) => 'state' in step && step.state === 'planned');
      const step = ticket.steps[index];
      const days = step && 'plannedInDays' in step ? (step.plannedInDays ?? 0) : 0;
      expect(days * DAY, `#${ticket.number}`).toBeGreaterThan(minutesAgo[index + 1] ?? 0);
    }
  });

  test('include two threads of more than 300 entries that do not repeat themselves', () => {
    const long = demoTickets.filter((ticket) => demoEntryCount(ticket) > 300);
    expect(long.map(({ number }) => number)).toEqual([1001, 1007]);
    for (const ticket of long) {
      const texts = ticket.steps.flatMap((step) => demoText(step) ?? []);
      expect(texts.filter((text) => /[{}]/.test(text))).toEqual([]);
      expect(new Set(texts).size / texts.length).toBeGreaterThan(0.85);
    }
  });

  test('include one with every kind of entry', () => {
    const kinds = ['message', 'note', 'take', 'assign', 'state', 'priority', 'urgency'];
    const complete = demoTickets.filter(({ steps }) =>
      kinds.every((kind) => steps.some((step) => kind in step)),
    );
    expect(complete.map(({ number }) => number)).toEqual([1030]);
  });

  test('give Dario his two, Ugo some of both his companies, Sara two to authorise', () => {
    const isDarios = ({ steps }: DemoTicket) =>
      steps.some((step) => 'assign' in step && step.assign === 'dario');
    expect(demoTickets.filter(isDarios)).toHaveLength(2);
    const ugos = demoTickets.filter(({ requester }) => requester === 'ugo');
    expect(new Set(ugos.map(({ company }) => company))).toEqual(new Set(['rossi', 'bianchi']));
    const waiting = replayed.filter(({ state }) => state === 'authorization');
    expect(waiting.map(({ ticket }) => ticket.requester)).toEqual(['sara', 'sara']);
  });

  test('have unread and not yet read messages on each side', () => {
    const operators: readonly PersonId[] = ['luca', 'nadia', 'tommaso'];
    const unreadByRequester = open.filter(
      ({ ticket }) => demoReadUpTo(ticket, ticket.requester) < lastWrittenBy(ticket, true),
    );
    const unreadByOperator = open.filter(
      ({ ticket, operator }) => operator && demoReadUpTo(ticket, operator) < lastWrittenBy(ticket, false),
    );
    const unseenBySupport = open.filter(({ ticket }) =>
      operators.every((operator) => demoReadUpTo(ticket, operator) < lastWrittenBy(ticket, false)),
    );
    for (const some of [unreadByRequester, unreadByOperator, unseenBySupport])
      expect(some.length).toBeGreaterThan(4);
    for (const operator of operators) {
      expect(
        unreadByOperator.some((one) => one.operator === operator),
        operator,
      ).toBe(true);
    }
  });

  test('have #1042 as every sketch and test knows it', () => {
    const ticket = ticketOf(1042);
    expect(ticket).toMatchObject({
      title: 'Scarto sulla fattura elettronica F/1025',
      requester: 'giulia',
      priority: 'high',
    });
    expect(replay(ticket)).toMatchObject({ state: 'accepted', operator: 'luca' });
    expect(demoMinutesAgo(ticket).at(-1)).toBe(2);
    expect(demoReadUpTo(ticket, 'luca')).toBeLessThan(demoEntryCount(ticket));
    expect(ticketOf(1039)).toMatchObject({
      title: 'Registri IVA non quadrano a ottobre',
      requester: 'paolo',
    });
  });
});

describe('the articles', () => {
  const slugs = demoArticles.map(({ slug }) => slug);

  test('are forty, five on each of the eight shelves', () => {
    expect(demoArticles).toHaveLength(40);
    expect(demoArticleCategories).toHaveLength(8);
    for (const { code } of demoArticleCategories) {
      expect(
        demoArticles.filter(({ category }) => category === code),
        code,
      ).toHaveLength(5);
    }
    expect(repeated(slugs)).toEqual([]);
    expect(repeated(demoArticles.map(({ it }) => it.title))).toEqual([]);
    expect(demoArticles.map(({ it }) => it.title)).toContain('Fattura scartata: cosa fare in 5 giorni');
    expect(demoArticles.map(({ it }) => it.title)).toContain('Codici di scarto SdI più comuni');
    expect(demoArticles.filter(({ en }) => en).length).toBeGreaterThanOrEqual(6);
  });

  test('are of a readable length, and say what they are about', () => {
    for (const article of demoArticles) {
      for (const text of [article.it, article.en]) {
        if (!text) continue;
        const words = text.body.split(/\s+/).length;
        expect(words, article.slug).toBeGreaterThan(100);
        expect(words, article.slug).toBeLessThan(420);
        expect(text.body, article.slug).toMatch(/^## /m);
        expect(text.tags.length, article.slug).toBeGreaterThan(2);
      }
    }
  });

  test('and the links to them lead somewhere', () => {
    const written = [
      ...demoArticles.flatMap(({ it, en }) => [it.body, en?.body ?? '']),
      ...demoTickets.flatMap(({ description, steps }) => [
        description,
        ...steps.flatMap((step) => demoText(step) ?? []),
      ]),
    ];
    const linked = written.flatMap((text) =>
      [...text.matchAll(/\(\/faq\/([^)]+)\)/g)].map((match) => match[1]),
    );
    expect(linked.length).toBeGreaterThan(3);
    for (const slug of [...linked, ...demoArticles.flatMap(({ related }) => related)])
      expect(slugs).toContain(slug);
    for (const { slug, related } of demoArticles) expect(related).not.toContain(slug);
    const cited = written.flatMap((text) =>
      [...text.matchAll(/#(1\d{3})\b/g)].map((match) => Number(match[1])),
    );
    for (const number of cited) expect(ticketOf(number).number).toBe(number);
  });
});
