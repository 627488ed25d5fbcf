namespace SdkGen.Generators.Schemas;

/// <summary>Finds schemas that lead back to themselves without a step into the value: judging them would never end.</summary>
internal static class SchemaLoops
{
    private enum Mark
    {
        New, Open, Done,
    }

    /// <summary>The schemas whose reference closes a circle.</summary>
    public static IReadOnlyList<int> Find(IReadOnlyList<Subschema> nodes)
    {
        var marks = new Mark[nodes.Count];
        var found = new List<int>();

        // An own stack: a chain of references may be as long as the file.
        var path = new Stack<(int Node, IEnumerator<int> Next)>();
        for (var root = 0; root < nodes.Count; root++)
        {
            if (marks[root] != Mark.New)
                continue;
            Open(root);
            while (path.Count > 0)
            {
                var (node, next) = path.Peek();
                if (!next.MoveNext())
                {
                    marks[node] = Mark.Done;
                    path.Pop();
                }
                else if (marks[next.Current] == Mark.Open)
                {
                    found.Add(node);
                }
                else if (marks[next.Current] == Mark.New)
                {
                    Open(next.Current);
                }
            }
        }

        return found;

        void Open(int node)
        {
            marks[node] = Mark.Open;
            path.Push((node, nodes[node].InPlace().GetEnumerator()));
        }
    }

    /// <summary>For each schema whether judging it may come back to it, deeper in the value.</summary>
    public static bool[] Recursive(IReadOnlyList<Subschema> nodes)
    {
        // A schema is on a circle exactly when it can reach itself (Tarjan, on an own stack).
        var result = new bool[nodes.Count];
        var order = new int[nodes.Count];
        var low = new int[nodes.Count];
        var onStack = new bool[nodes.Count];
        var component = new Stack<int>();
        var path = new Stack<(int Node, IEnumerator<int> Next)>();
        var count = 0;
        for (var root = 0; root < nodes.Count; root++)
        {
            if (order[root] == 0)
                Visit(root);
        }

        return result;

        void Visit(int root)
        {
            Open(root);
            while (path.Count > 0)
            {
                var (node, next) = path.Peek();
                if (next.MoveNext())
                {
                    var child = next.Current;
                    result[node] |= child == node;
                    if (order[child] == 0)
                        Open(child);
                    else if (onStack[child])
                        low[node] = Math.Min(low[node], order[child]);
                    continue;
                }

                path.Pop();
                if (path.Count > 0)
                    low[path.Peek().Node] = Math.Min(low[path.Peek().Node], low[node]);
                if (low[node] == order[node])
                    Close(node);
            }
        }

        void Open(int node)
        {
            order[node] = low[node] = ++count;
            onStack[node] = true;
            component.Push(node);
            path.Push((node, nodes[node].Children().GetEnumerator()));
        }

        void Close(int node)
        {
            var isCircle = component.Peek() != node;
            int member;
            do
            {
                member = component.Pop();
                onStack[member] = false;
                result[member] |= isCircle;
            }
            while (member != node);
        }
    }
}
