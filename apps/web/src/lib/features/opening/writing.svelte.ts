import type { Drafts } from '$lib/live/drafts';
import { newKey } from '$lib/live/newKey';
import { type ReadAnswer, withRead } from './consulted';
import { draftName, draftText, type OpeningDraft, readDraft, valuesOf } from './openingDraft';
import { emptyOpening, type OpeningField, type OpeningValues } from './openingForm';

/**
 * A new ticket while it is written: its fields, the key it will be sent with, and its draft on the device, which is there
 * until the ticket is open.
 */
export class Writing {
  readonly #drafts: Drafts;
  readonly #initial: OpeningValues;
  /** Of the draft on the device. */
  readonly name: string;
  /** The ticket that this one goes on from: what was being written there is taken along. */
  readonly #previous: string | null;
  #isKept = $state(false);
  /** Set from sending until the answer is known: only with the same key may the draft be sent again. */
  #sentKey = $state<string>();

  values = $state<{ -readonly [Field in OpeningField]: string }>({ ...emptyOpening });
  key = $state('');
  /** The fields hold what was left on the device at an earlier visit. */
  restored = $state(false);
  /** The description is what was being written in the ticket that this one goes on from. */
  carried = $state(false);
  /** A draft that was left, while something else is being written already. */
  offered = $state.raw<OpeningDraft | null>(null);

  /**
   * @param initial what the page begins with
   * @param values what the fields hold: the same, or what was sent and refused
   * @param previous id of the ticket that this one goes on from
   */
  constructor(
    drafts: Drafts,
    initial: OpeningValues,
    values: OpeningValues,
    key: string,
    previous: string | null,
  ) {
    this.#drafts = drafts;
    this.#initial = initial;
    this.#previous = previous;
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
    // Fingers may have been faster than the script: what stands there is not overwritten.
    const isUntouched =
      this.values.title === this.#initial.title && this.values.description === this.#initial.description;
    if (left && isUntouched) this.takeUp(left);
    else this.offered = left;
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

  /** Goes on from a draft. */
  takeUp(left: OpeningDraft): void {
    this.values = valuesOf(left, this.values.followUpOf);
    this.key = left.key ?? this.key;
    this.#sentKey = left.key;
    this.restored = true;
    this.offered = null;
  }

  /** Notes that an answer was read beside the form. */
  read(answer: ReadAnswer): void {
    Object.assign(this.values, withRead(this.values, answer));
  }

  /** Writes the draft to the device as it is now. */
  keep(): void {
    if (!this.#isKept) return;
    const isUntouched = JSON.stringify(this.values) === JSON.stringify(this.#initial);
    this.#drafts.write(this.name, isUntouched ? '' : draftText(this.values, this.#sentKey));
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
    this.restored = false;
    this.carried = false;
    this.#drafts.write(this.name, '');
    return written;
  }
}
