Console.WriteLine("Run with -c Release.");
