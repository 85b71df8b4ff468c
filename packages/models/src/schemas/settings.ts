import type { PresetCode, RoutingRules, WorkflowAdjustments } from '@sportello/core';
import { presetCodes } from '@sportello/core';
import type { OwnForms } from '@sportello/core/openingForm';
import type { Service } from '@sportello/core/time';
import { Schema } from 'mongoose';

/** A name in the languages of the pages. */
export interface LocalName {
  it: string;
  en: string;
}

/** What the provider chose for its mails; null: what the settings of the process say, or the provider's name and letter. */
export interface MailSettings {
  senderName: string | null;
  senderAddress: string | null;
  /** Id of the {@link LogoRecord}. */
  logo: string | null;
}

/** A logo, made ready for mails. */
export interface LogoRecord {
  _id: string;
  png: Buffer;
  /** As it is shown, in points; the picture may have twice as many. */
  width: number;
  height: number;
}

/** The schema of logos. */
export const logoSchema = new Schema<LogoRecord>(
  {
    _id: { type: String, required: true },
    png: { type: Buffer, required: true },
    width: { type: Number, required: true },
    height: { type: Number, required: true },
  },
  { strict: 'throw', versionKey: false, minimize: false, collection: 'logos' },
);

/** What of the settings is changed together; changes of two parts never meet. */
export const settingsParts = [
  'workflow',
  'form',
  'service',
  'routing',
  'mail',
  'holdWords',
  'shelves',
] as const;
/** See {@link settingsParts}. */
export type SettingsPart = (typeof settingsParts)[number];

/** The last change of a part of the settings. */
export interface PartChange {
  /** That the settings had from then on. */
  revision: number;
  /** Id of the person. */
  by: string;
  /** Epoch milliseconds. */
  at: number;
}

/** What an installation is: one document. */
export interface SettingsRecord {
  _id: 'installation';
  provider: { name: string; accentHue: number };
  teams: { code: string; name: LocalName }[];
  /** Two-level topics; each subcategory routes to a team. */
  categories: {
    code: string;
    name: LocalName;
    team: string;
    subcategories: { code: string; name: LocalName; team: string }[];
  }[];
  /** In their order. `parent` is the code of the one it stands below; absent before there was any such. */
  articleCategories: {
    code: string;
    name: LocalName;
    description: LocalName;
    icon: string;
    parent?: string | null;
  }[];
  /** The workflow it began with … */
  preset: PresetCode;
  /** … and what was changed of it; null: nothing. */
  workflow: WorkflowAdjustments | null;
  /** When support works and what it promises; null: as it comes. */
  service: Service | null;
  /** What the form of a new ticket asks, by workflow, where it is not what that workflow brings. Absent before there was any. */
  forms?: OwnForms | null;
  /** Whom mails come from, and the logo in them. Absent before it could be changed. */
  mail?: MailSettings | null;
  /** Who gets a new ticket by itself; null: as it comes. Absent before there was a choice. */
  routing?: RoutingRules | null;
  /** What people read of a hold and whom they call, where nothing else is said; absent before there was any. */
  holdWords?: { text: string; callWhom: string } | null;
  /** True for a demo installation: its accounts are shown at sign-in. */
  demo: boolean;
  revision: number;
  /** Who changed which part last. Absent before that was noted. */
  changed?: Partial<Record<SettingsPart, PartChange>>;
}

const name = {
  type: new Schema({ it: String, en: String }, { _id: false, strict: 'throw' }),
  required: true,
};
const part = <T extends object>(fields: T) => new Schema(fields, { _id: false, strict: 'throw' });

/** The schema of settings. */
export const settingsSchema = new Schema<SettingsRecord>(
  {
    _id: { type: String, required: true },
    provider: { type: part({ name: String, accentHue: Number }), required: true },
    teams: { type: [part({ code: String, name })], required: true },
    categories: {
      type: [
        part({
          code: String,
          name,
          team: String,
          subcategories: [part({ code: String, name, team: String })],
        }),
      ],
      required: true,
    },
    articleCategories: {
      type: [
        part({
          code: String,
          name,
          description: name,
          icon: String,
          parent: { type: String, default: null },
        }),
      ],
      required: true,
    },
    preset: { type: String, enum: presetCodes, required: true },
    // Parsed where they enter, and written whole.
    workflow: { type: Schema.Types.Mixed, default: null },
    service: { type: Schema.Types.Mixed, default: null },
    forms: { type: Schema.Types.Mixed, default: null },
    mail: { type: Schema.Types.Mixed, default: null },
    routing: { type: Schema.Types.Mixed, default: null },
    holdWords: { type: part({ text: String, callWhom: String }), default: null },
    demo: { type: Boolean, required: true },
    revision: { type: Number, required: true },
    changed: { type: Schema.Types.Mixed, default: {} },
  },
  { strict: 'throw', versionKey: false, minimize: false, collection: 'settings' },
);
