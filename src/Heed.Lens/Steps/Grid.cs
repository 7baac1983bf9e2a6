namespace Heed.Lens.Steps;

/// <summary>A small matrix of <c>double</c>, row after row.</summary>
internal sealed record Grid(int Rows, int Columns, double[] Numbers)
{
    /// <summary>One of zeros.</summary>
    public Grid(int rows, int columns) : this(rows, columns, new double[rows * columns]) { }

    public double this[int row, int column]
    {
        get => Numbers[row * Columns + column];
        set => Numbers[row * Columns + column] = value;
    }

    /// <summary>A row.</summary>
    public ReadOnlySpan<double> Row(int row) => Numbers.AsSpan(row * Columns, Columns);

    /// <summary>One whose numbers are a function of their place.</summary>
    public static Grid Of(int rows, int columns, Func<int, int, double> number)
    {
        var grid = new Grid(rows, columns);
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++) grid[i, j] = number(i, j);
        return grid;
    }

    /// <summary>Some columns.</summary>
    public Grid Slice(int column, int count) => Of(Rows, count, (i, j) => this[i, column + j]);

    /// <summary>Each number changed.</summary>
    public Grid Select(Func<double, double> change) => new(Rows, Columns, Array.ConvertAll(Numbers, number => change(number)));

    /// <summary>This + other.</summary>
    public Grid Plus(Grid other) => Of(Rows, Columns, (i, j) => this[i, j] + other[i, j]);

    /// <summary>This · other.</summary>
    public Grid Times(Grid other)
    {
        var product = new Grid(Rows, other.Columns);
        for (int i = 0; i < Rows; i++)
            for (int k = 0; k < Columns; k++)
            {
                double left = this[i, k];
                if (left == 0) continue;
                for (int j = 0; j < other.Columns; j++) product[i, j] += left * other[k, j];
            }
        return product;
    }

    /// <summary>
    /// What is shown of numbers that were computed anew: the model's own wherever nothing differs from the same computation untouched, so that what an edit
    /// leaves alone stays the same to the last bit.
    /// </summary>
    public Grid OnlyChanges(Grid untouched, Grid recorded)
        => untouched.Rows != Rows || untouched.Columns != Columns ? this
            : Of(Rows, Columns, (i, j) => this[i, j].Equals(untouched[i, j]) ? recorded[i, j] : this[i, j]);
}
