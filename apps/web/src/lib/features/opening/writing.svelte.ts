import type { Drafts } from '$lib/live/drafts';
import { newKey } from '$lib/live/newKey';
import { type ReadAnswer, withRead } from './consulted';
import { draftName, draftText, linkOf, type OpeningDraft, readDraft, valuesOf } from './openingDraft';
import { emptyOpening, type OpeningField, type OpeningValues } from './openingForm';
import type { OpeningPage } from './openingPage';

/**
 * A new ticket while it is written: its fields, the key it will be sent with, and its draft on the device, which is there
 * until the ticket is open. A second draft may be set aside: neither of the two is lost without the person's saying so.
 */
export class Writing {
  readonly #drafts: Drafts;
  readonly #initial: OpeningValues;
  /** What another program said when the page was opened. */
  readonly #link: string;
  /** Of the draft on the device. */
  readonly name: string;
  /** The ticket that this one goes on from: what was being written there is taken along. */
  readonly #previous: string | null;
  #isKept = $state(false);
  /** Set from sending until the answer is known: only with the same key may the draft be sent again. */
  #sentKey = $state<string>();
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

  /**
   * @param opening what the page begins with
   * @param values what the fields hold: the same, or what was sent and refused
   */
  constructor(
    drafts: Drafts,
    { values: initial, key, followUp, linked }: OpeningPage,
    values: OpeningValues = initial,
  ) {
    this.#drafts = drafts;
    this.#initial = initial;
    this.#previous = followUp?.id ?? null;
    this.#link = linkOf(linked);
    this.#begunWith = this.#link;
    this.name = draftName(initial.followUpOf);
    this.values = { ...values };
    this.key = key;
  }

  /** All that was written, for whoever looks for answers to it. */
  get text(): string {
    return `${this.values.title}\n${this.values.description}`;
  }

  /** Takes up a draft of an earlier visit and keeps one from now on. Browser only. */
  begin(): void {
    const left = readDraft(this.#drafts.read(this.name));
    this.offered = readDraft(this.#drafts.read(this.#aside));
    // Fingers may have been faster than the script: what stands there is not overwritten.
    const isUntouched =
      this.values.title === this.#initial.title && this.values.description === this.#initial.description;
    const isOfAnotherLink = this.#link !== '' && left?.link !== this.#link;
    if (left && isUntouched && !isOfAnotherLink) this.#show(left);
    else if (left) this.#setAside(left);
    if (!left && this.values.description === '') this.#carry();
    this.#isKept = true;
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
    if (files !== '') this.#drafts.write(`files:${this.name}`, files);
    this.carried = true;
  }

  get #filesBefore(): string {
    return `files:reply:${this.#previous}`;
  }

  get #aside(): string {
    return `aside:${this.name}`;
  }

  get #written(): string {
    return draftText(this.values, this.#sentKey, this.#begunWith);
  }

  #setAside(left: OpeningDraft | null): void {
    this.offered = left;
    this.#drafts.write(this.#aside, left ? draftText(valuesOf(left, ''), left.key, left.link) : '');
  }

  #show(left: OpeningDraft): void {
    this.values = valuesOf(left, this.values.followUpOf);
    this.key = left.key ?? this.key;
    this.#sentKey = left.key;
    this.#begunWith = left.link ?? '';
    this.restored = true;
  }

  /** Goes on from the draft that was set aside; what stands there now takes its place. */
  takeUp(left: OpeningDraft): void {
    const now = this.isUntouched ? null : readDraft(this.#written);
    this.#show(left);
    this.#setAside(now);
  }

  /** Does without the draft that was set aside. */
  forgo(): void {
    this.#setAside(null);
  }

  /** Nobody has written anything that the page did not begin with. */
  get isUntouched(): boolean {
    return JSON.stringify(this.values) === JSON.stringify(this.#initial);
  }

  /** Notes that an answer was read beside the form. */
  read(answer: ReadAnswer): void {
    Object.assign(this.values, withRead(this.values, answer));
  }

  /** Writes the draft to the device as it is now. */
  keep(): void {
    if (this.#isKept) this.#drafts.write(this.name, this.isUntouched ? '' : this.#written);
  }

  /** It leaves: whether it arrives is not known yet. */
  sent(): void {
    this.#sentKey = this.key;
  }

  /** It was refused: nothing was opened with its key. `anew`: the key belongs to a ticket that is open already. */
  refused(anew: boolean): void {
    this.#sentKey = undefined;
    if (anew) this.key = newKey();
  }

  /** The ticket is open. */
  opened(): void {
    this.#isKept = false;
    this.#drafts.write(this.name, '');
    if (!this.carried) return;
    this.#drafts.write(`reply:${this.#previous}`, '');
    this.#drafts.write(this.#filesBefore, '');
  }

  /** Begins anew; answers what was written, and the key it would have been sent with. */
  drop(): { readonly key: string; readonly values: OpeningValues } {
    const written = { key: this.key, values: { ...this.values } };
    this.values = { ...this.#initial };
    this.key = newKey();
    this.#sentKey = undefined;
    this.#begunWith = this.#link;
    this.restored = false;
    this.carried = false;
    this.#drafts.write(this.name, '');
    return written;
  }
}
