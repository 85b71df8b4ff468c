import type { KeptDraft } from '@sportello/core';
import type { Drafts } from '$lib/live/drafts';
import { newKey } from '$lib/live/newKey';
import type { Workspace } from '$lib/live/workspace.svelte';
import { keptText, readKept } from '../attachment/keptFiles';
import { type ReadAnswer, withRead } from './consulted';
import { DraftKeeper } from './draftKeeper';
import { meet } from './draftMeeting';
import {
  draftFields,
  draftKept,
  draftName,
  draftText,
  linkOf,
  type OpeningDraft,
  readDraft,
  valuesOf,
} from './openingDraft';
import { emptyOpening, type OpeningField, type OpeningValues } from './openingForm';
import type { OpeningPage } from './openingPage';

/**
 * A new ticket while it is written: its fields, the key it will be sent with, and its draft on the device and with the server,
 * which is there until the ticket is open. A second draft may be set aside: neither of the two is lost without the person's
 * saying so.
 */
export class Writing {
  readonly #drafts: Drafts;
  readonly #keeper: DraftKeeper;
  readonly #kept: KeptDraft | null;
  readonly #initial: OpeningValues;
  /** What another program said when the page was opened. */
  readonly #link: string;
  /** Of the draft on the device. */
  readonly name: string;
  /** The ticket that this one goes on from: what was being written there is taken along. */
  readonly #previous: string | null;
  #isKept = $state(false);
  /** The draft that was written elsewhere, while the person has not chosen. */
  #elsewhere: KeptDraft | null = null;
  /** What the draft was begun with, once one has been taken up. */
  #begunWith = $state('');

  values = $state<{ -readonly [Field in OpeningField]: string }>({ ...emptyOpening });
  key = $state('');
  /** The fields hold what was left on the device at an earlier visit. */
  restored = $state(false);
  /** The description is what was being written in the ticket that this one goes on from. */
  carried = $state(false);
  /** A draft that was left, while something else is being written already. */
  offered = $state.raw<OpeningDraft | null>(null);
  /** It was written on another device, or in another window. */
  isElsewhere = $state(false);

  /**
   * @param opening what the page begins with
   * @param values what the fields hold: the same, or what was sent and refused
   */
  constructor(
    { drafts, client }: Pick<Workspace, 'drafts' | 'client'>,
    { values: initial, key, followUp, linked, kept }: OpeningPage,
    values: OpeningValues = initial,
  ) {
    this.#drafts = drafts;
    this.#kept = kept;
    this.#initial = initial;
    this.#previous = followUp?.id ?? null;
    this.#link = linkOf(linked);
    this.#begunWith = this.#link;
    this.name = draftName(initial.followUpOf);
    this.#keeper = new DraftKeeper(client, drafts, this.name, (draft) => this.#met(draft));
    this.values = { ...values };
    this.key = key;
  }

  /** All that was written, for whoever looks for answers to it. */
  get text(): string {
    return `${this.values.title}\n${this.values.description}`;
  }

  /** Takes up a draft of an earlier visit, or of another device, and keeps one from now on. Browser only. */
  begin(): void {
    this.offered = readDraft(this.#drafts.read(this.#aside));
    const left = this.#left();
    // Fingers may have been faster than the script: what stands there is not overwritten.
    const isUntouched =
      this.values.title === this.#initial.title && this.values.description === this.#initial.description;
    const isOfAnotherLink = this.#link !== '' && left?.link !== this.#link;
    if (left && isUntouched && !isOfAnotherLink) this.#show(left);
    else if (left && !this.#says(left)) this.#setAside(left);
    if (!left && this.values.description === '') this.#carry();
    if (this.#elsewhere) this.#met(this.#elsewhere);
    this.#isKept = true;
  }

  #says(left: OpeningDraft): boolean {
    return JSON.stringify(valuesOf(left, this.values.followUpOf)) === JSON.stringify(this.values);
  }

  /** The draft to go on with: that of the device or that of the server, whichever knows of the other. */
  #left(): OpeningDraft | null {
    const local = readDraft(this.#drafts.read(this.name));
    const kept = this.#kept;
    const meeting = meet(local, this.#keeper.state, kept);
    this.#keeper.settle(kept);
    if (meeting === 'ended') {
      this.#drafts.write(this.name, '');
      if (!kept) this.#drafts.write(this.#files, '');
      return null;
    }
    if (kept && (meeting === 'server' || meeting === 'both')) this.#takeFiles(kept);
    // Where only files were chosen there is nothing to show in the fields.
    if (!kept || Object.keys(kept.fields).length === 0) return local;
    if (meeting === 'both') this.#elsewhere = kept;
    return meeting === 'server' ? draftKept(kept) : local;
  }

  /** Files of both stay: whoever does not want one takes it away. */
  #takeFiles({ files }: KeptDraft): void {
    const here = readKept(this.#drafts.read(this.#files));
    const known = new Set(here.map(({ file }) => file.id));
    this.#drafts.write(this.#files, keptText([...here, ...files.filter(({ file }) => !known.has(file.id))]));
  }

  /** There is another draft, written without knowing of this one: the person chooses. */
  #met(kept: KeptDraft): void {
    this.#keeper.hold();
    this.#elsewhere = kept;
    this.isElsewhere = true;
    this.#setAside(draftKept(kept));
  }

  #chosen(): void {
    if (this.#elsewhere) this.#keeper.settle(this.#elsewhere);
    this.#elsewhere = null;
    this.isElsewhere = false;
  }

  /** Takes along what was being written in the ticket before. It stays there too, until this one is open. */
  #carry(): void {
    if (this.#previous === null) return;
    const [text, files] = [
      this.#drafts.read(`reply:${this.#previous}`),
      this.#drafts.read(this.#filesBefore),
    ];
    if (text === '' && files === '') return;
    this.values.description = text;
    if (files !== '') this.#drafts.write(this.#files, files);
    this.carried = true;
  }

  get #filesBefore(): string {
    return `files:reply:${this.#previous}`;
  }

  get #files(): string {
    return `files:${this.name}`;
  }

  get #aside(): string {
    return `aside:${this.name}`;
  }

  get #written(): string {
    return draftText(this.values, this.key, this.#begunWith);
  }

  #setAside(left: OpeningDraft | null): void {
    this.offered = left;
    this.#drafts.write(this.#aside, left ? draftText(valuesOf(left, ''), left.key, left.link) : '');
  }

  #show(left: OpeningDraft): void {
    this.values = valuesOf(left, this.values.followUpOf);
    this.key = left.key ?? this.key;
    this.#begunWith = left.link ?? '';
    this.restored = true;
  }

  /** Goes on from the draft that was set aside; what stands there now takes its place. */
  takeUp(left: OpeningDraft): void {
    const now = this.isUntouched ? null : readDraft(this.#written);
    this.#show(left);
    this.#setAside(now);
    this.#chosen();
  }

  /** Does without the draft that was set aside. */
  forgo(): void {
    this.#setAside(null);
    this.#chosen();
  }

  /** Nobody has written anything that the page did not begin with. */
  get isUntouched(): boolean {
    return JSON.stringify(this.values) === JSON.stringify(this.#initial);
  }

  /** Notes that an answer was read beside the form. */
  read(answer: ReadAnswer): void {
    Object.assign(this.values, withRead(this.values, answer));
  }

  /**
   * Writes the draft to the device as it is now, and soon to the server.
   * @param files those that will go along
   */
  keep(files: readonly { readonly id: string; readonly description?: string }[]): void {
    if (!this.#isKept) return;
    const isUntouched = this.isUntouched;
    this.#drafts.write(this.name, isUntouched ? '' : this.#written);
    // Nothing was written here yet: what is offered may still be all there is on the server.
    if (isUntouched && this.offered) return;
    this.#keeper.keep(
      isUntouched ? null : draftFields(this.values, this.key, this.#begunWith),
      files.map(({ id, description = '' }) => ({ id, description })),
    );
  }

  /** The page is left. */
  leave(): void {
    this.#keeper.close();
  }

  /** It was refused: nothing was opened with its key. `anew`: the key belongs to a ticket that is open already. */
  refused(anew: boolean): void {
    if (anew) this.key = newKey();
  }

  /** The ticket is open. */
  opened(): void {
    this.#isKept = false;
    this.#drafts.write(this.name, '');
    this.#keeper.keep(null, []);
    // Another version of the same draft has become this ticket too.
    if (this.offered?.key === this.key) this.#setAside(null);
    if (!this.carried) return;
    this.#drafts.write(`reply:${this.#previous}`, '');
    this.#drafts.write(this.#filesBefore, '');
  }

  /** Begins anew; answers what was written, and the key it would have been sent with. */
  drop(): { readonly key: string; readonly values: OpeningValues } {
    const written = { key: this.key, values: { ...this.values } };
    this.values = { ...this.#initial };
    this.key = newKey();
    this.#begunWith = this.#link;
    this.restored = false;
    this.carried = false;
    this.#drafts.write(this.name, '');
    this.#keeper.keep(null, []);
    return written;
  }
}
