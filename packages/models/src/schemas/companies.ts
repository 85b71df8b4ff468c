import { Schema } from 'mongoose';

/** That a hold began or ended, for those who are to be told by mail. */
export interface UntoldHold {
  what: 'held' | 'released';
  /** The beginning of the hold it is about. */
  since: number;
  at: number;
  /** Who did it, and knows. */
  by: string;
}

/** A customer company (a tenant). */
export interface CompanyRecord {
  _id: string;
  name: string;
  vatNumber: string;
  address: string;
  phone: string;
  /** The administrative hold: why, what everybody reads, and whom to call; null when there is none. */
  hold: {
    reason: string;
    text: string;
    callWhom: string;
    /** Absent in what was set before it was noted. */
    since?: number;
    /** Who set it. */
    by?: string;
  } | null;
  /** The holds that are over, oldest first: what the times of its tickets are counted by. */
  pastHolds?: {
    from: number;
    to: number;
    reason: string;
    by: string | null;
    releasedBy: string;
    releaseReason: string;
  }[];
  /** A hold is over, and not all of its tickets have been told that their times go on. */
  resuming?: true;
  /** Holds that began or ended and that nobody has been told of by mail yet. */
  untold?: UntoldHold[];
  demo: boolean;
  revision: number;
}

/** The schema of companies. */
export const companySchema = new Schema<CompanyRecord>(
  {
    _id: { type: String, required: true },
    name: { type: String, required: true },
    vatNumber: { type: String, required: true },
    address: { type: String, default: '' },
    phone: { type: String, default: '' },
    hold: {
      type: new Schema(
        { reason: String, text: String, callWhom: String, since: Number, by: String },
        { _id: false, strict: 'throw' },
      ),
      default: null,
    },
    pastHolds: {
      type: [
        new Schema(
          {
            from: Number,
            to: Number,
            reason: String,
            by: { type: String, default: null },
            releasedBy: String,
            releaseReason: String,
          },
          { _id: false, strict: 'throw' },
        ),
      ],
      default: undefined,
    },
    resuming: Boolean,
    untold: {
      type: [
        new Schema<UntoldHold>(
          { what: { type: String, enum: ['held', 'released'] }, since: Number, at: Number, by: String },
          { _id: false, strict: 'throw' },
        ),
      ],
      default: undefined,
    },
    demo: { type: Boolean, required: true },
    revision: { type: Number, required: true },
  },
  { strict: 'throw', versionKey: false, minimize: false, collection: 'companies' },
);
companySchema.index({ vatNumber: 1 }, { unique: true });
// Few companies are under hold, and every process wants to know which.
companySchema.index({ 'hold.reason': 1 }, { sparse: true });
companySchema.index({ 'pastHolds.to': 1 }, { sparse: true });
companySchema.index({ resuming: 1 }, { sparse: true });
companySchema.index({ 'untold.at': 1 }, { sparse: true });
