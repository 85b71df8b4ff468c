import type { Drafts } from '$lib/live/drafts';
import { newKey } from '$lib/live/newKey';
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
  #isKept = $state(false);
  /** Set from sending until the answer is known: only with the same key may the draft be sent again. */
  #sentKey = $state<string>();

  values = $state<{ -readonly [Field in OpeningField]: string }>({ ...emptyOpening });
  key = $state('');
  /** The fields hold what was left on the device at an earlier visit. */
  restored = $state(false);
  /** A draft that was left, while something else is being written already. */
  offered = $state.raw<OpeningDraft | null>(null);

  /**
   * @param initial what the page begins with
   * @param values what the fields hold: the same, or what was sent and refused
   */
  constructor(drafts: Drafts, initial: OpeningValues, values: OpeningValues, key: string) {
    this.#drafts = drafts;
    this.#initial = initial;
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
    this.#isKept = true;
  }

  /** Goes on from a draft. */
  takeUp(left: OpeningDraft): void {
    this.values = valuesOf(left, this.values.followUpOf);
    this.key = left.key ?? this.key;
    this.#sentKey = left.key;
    this.restored = true;
    this.offered = null;
  }

  /** Writes the draft to the device as it is now. */
  keep(): void {
    if (this.#isKept) this.#drafts.write(this.name, draftText(this.values, this.#sentKey));
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
  }

  /** Begins anew; answers what was written. */
  drop(): OpeningValues {
    const written = { ...this.values };
    this.values = { ...this.#initial };
    this.key = newKey();
    this.#sentKey = undefined;
    this.restored = false;
    this.#drafts.write(this.name, '');
    return written;
  }
}
