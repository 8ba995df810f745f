"""Names as they are in Colombia; the larger cities first."""

CITIES = [
    "Bogotá", "Medellín", "Cali", "Barranquilla", "Cartagena", "Cúcuta", "Bucaramanga", "Pereira", "Santa Marta",
    "Ibagué", "Manizales", "Villavicencio", "Pasto", "Neiva", "Armenia", "Popayán", "Montería", "Valledupar",
    "Sincelejo", "Tunja", "Riohacha", "Quibdó", "Florencia", "Yopal", "Leticia", "Apartadó", "Facatativá", "Chía",
    "Zipaquirá", "Fusagasugá", "Tuluá", "Itagüí",
]
FIRST_NAMES = ["Ana", "Andrés", "Camila", "Carlos", "Daniela", "Diego", "José", "Laura", "Luis", "María José", "Sofía"]
LAST_NAMES = ["Álvarez", "Castro", "Díaz", "García", "Gómez", "López", "Martínez", "Muñoz", "Rojas", "Torres", "Zapata"]
