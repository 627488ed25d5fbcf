using Microsoft.Extensions.DependencyInjection;
using Rules;
using SdkGen;

var services = new ServiceCollection();
services.AddLlm(llm => llm.AddOpenAI().AddHouse());
