import * as z from 'zod/mini';

/** What was typed in a form and not saved. */
export interface UnsavedForm {
  /** The revision of the settings that it was begun with. */
  readonly revision: number;
  readonly entries: readonly (readonly [name: string, value: string])[];
}

const unsavedForm = z.object({
  revision: z.number(),
  entries: z.array(z.tuple([z.string(), z.string()])),
});

/** The texts of a form as they stand, but for the revision that goes along with them. */
export function entriesOf(form: FormData): UnsavedForm['entries'] {
  return [...form].flatMap(([name, value]) =>
    typeof value === 'string' && name !== 'revision' ? [[name, value] as const] : [],
  );
}

/** A form that says what was typed. */
export function formDataOf({ entries }: UnsavedForm): FormData {
  const form = new FormData();
  for (const [name, value] of entries) form.append(name, value);
  return form;
}

/** What was kept as a text; null when there is nothing, or nothing that can be read. */
export function readUnsaved(text: string | null): UnsavedForm | null {
  try {
    const read = unsavedForm.safeParse(JSON.parse(text ?? 'null'));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}

/** Where a tab keeps a form that was not saved: another tab has its own, and a reload finds it again. */
export class UnsavedPlace {
  readonly #key: string;

  /**
   * @param person nobody else in this tab sees it
   * @param name of the form
   */
  constructor(person: string, name: string) {
    this.#key = `unsaved:${person}:${name}`;
  }

  read(): UnsavedForm | null {
    try {
      return readUnsaved(sessionStorage.getItem(this.#key));
    } catch {
      return null;
    }
  }

  /** Keeps it; null forgets it. */
  write(unsaved: UnsavedForm | null): void {
    try {
      if (unsaved) sessionStorage.setItem(this.#key, JSON.stringify(unsaved));
      else sessionStorage.removeItem(this.#key);
    } catch {
      // A full or forbidden storage costs the convenience, never the text on the page.
    }
  }
}
