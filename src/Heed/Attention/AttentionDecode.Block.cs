using Heed.Masks;

namespace Heed;

internal unsafe partial struct AttentionDecode<TRows, TMask, TScore>
{
    /// <summary>Up to eight positions of every head and the parts of the keys they read. A query of a key head is numbered t·group +
    /// g.</summary>
    private struct Block
    {
        /// <summary>Floats that hold a query's bits of one part: 256, and a word of zeros.</summary>
        public const int WordFloats = (DecodeParts.Keys / 64 + 1) * 2;

        public DecodeCall Call;
        public TRows Rows;
        public TMask Mask;
        public TScore Score;
        public int First, Count, Group, Items;
        public int* FirstItem; // [B·Hkv + 1]: items before those of each key head
        public int* Part; // [items]: the part of the keys that each reads, ascending for a key head
        public long PartFloats, ScratchFloats;
        public float* Partial; // [items] of [queries, Dv] sums of p·v, [queries] maxima, [queries] sums
        public float* Scratch; // [threads] of widened rows, queries, scores, bits, ranges

        public readonly int Queries => Count * Group;

        public readonly int Position(int batch, int query) => Rows.Length(batch) - Call.Queries.Length + First + query / Group;

        public readonly int QueryHead(int head, int query) => head * Group + query % Group;

        public readonly DecodeParts Parts(int batch) => new(Position(batch, 0), Count, Rows.Sinks, Call.Window);

        public readonly float* Item(int item) => Partial + item * PartFloats;

        /// <summary>Numbers the parts that are read: those of which the mask leaves a query something.</summary>
        public void ListItems()
        {
            int keyHeads = Call.Queries.Batch * Call.KeyHeads;
            for (int keyHead = 0; keyHead < keyHeads; keyHead++)
            {
                FirstItem[keyHead] = Items;
                (int batch, int head) = Math.DivRem(keyHead, Call.KeyHeads);
                DecodeParts parts = Parts(batch);
                for (int part = -1; (part = NextPart(parts, batch, head, part + 1)) < parts.Count;) Part[Items++] = part;
            }
            FirstItem[keyHeads] = Items;
        }

        /// <summary>The key head of an item, b·Hkv + h: the last one that begins at it or before.</summary>
        public readonly int KeyHeadOf(int item)
        {
            int low = 0, high = Call.Queries.Batch * Call.KeyHeads - 1;
            while (low < high)
            {
                int middle = (low + high + 1) / 2;
                if (FirstItem[middle] <= item) low = middle;
                else high = middle - 1;
            }
            return low;
        }

        /// <summary>A range around the positions of a part that a query sees; empty where it sees none for certain.</summary>
        public KeyRange Seen(in DecodeParts parts, int part, int batch, int head, int query)
        {
            int position = Position(batch, query), queryHead = QueryHead(head, query);
            KeyRange seen = parts.Seen(part, position);
            if (seen.IsEmpty) return default;
            seen = seen.Intersect(Mask.Range(batch, queryHead, position, 1, Call.Positions));
            if (seen.IsEmpty) return default;
            return Mask.Cover(batch, queryHead, position, 1, seen.Start, seen.End - seen.Start) == BlockCover.Empty ? default : seen;
        }

        /// <summary>The first part from <paramref name="part"/> on that a query of a key head may see, or their number.</summary>
        private int NextPart(in DecodeParts parts, int batch, int head, int part)
        {
            for (; part < parts.Count; part++)
            {
                part = Math.Max(part, parts.At(NextKey(batch, head, parts.Bounds(part).Start)));
                if (part >= parts.Count) break;
                for (int r = 0; r < Queries; r++)
                    if (!Seen(parts, part, batch, head, r).IsEmpty) return part;
            }
            return parts.Count;
        }

        /// <summary>The first key from <paramref name="key"/> on that the mask may show a query of a key head, or Positions.</summary>
        private int NextKey(int batch, int head, int key)
        {
            int first = Math.Max(0, Position(batch, 0)), rows = Position(batch, Queries - 1) - first + 1, next = Call.Positions;
            for (int g = 0; g < Group && next > key; g++)
                next = Math.Min(next, Mask.NextKey(batch, QueryHead(head, g), first, rows, key, Call.Positions));
            return next;
        }
    }
}
