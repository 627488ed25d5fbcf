using System.ComponentModel;
using System.Text.Json;

namespace SdkGen.Json.Schema;

/// <summary>One compiled schema: looks at the value at the reader. Used by generated validators.</summary>
/// <param name="reader">Stands on the value's first token and is left on its last, unless the rule returns false.</param>
/// <param name="run">Takes the problems.</param>
/// <returns>False where the value does not fit and nobody asks for the rest of its problems; true to go on.</returns>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate bool JsonSchemaRule(ref Utf8JsonReader reader, ref JsonSchemaRun run);
